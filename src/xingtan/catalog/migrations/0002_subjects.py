"""Fill the table of subjects: the broad and detailed fields of ISCED-F 2013 (UNESCO Institute for Statistics)."""

from django.db import migrations

SUBJECTS = """
00|Generic programmes and qualifications|通用课程与资格
0011|Basic programmes and qualifications|基础课程与资格
0021|Literacy and numeracy|识字与算术
0031|Personal skills and development|个人技能与发展
01|Education|教育
0111|Education science|教育科学
0112|Training for pre-school teachers|学前教师培训
0113|Teacher training without subject specialization|非学科教师培训
0114|Teacher training with subject specialization|学科教师培训
02|Arts and humanities|艺术与人文
0211|Audio-visual techniques and media production|视听技术与媒体制作
0212|Fashion, interior and industrial design|时装、室内与工业设计
0213|Fine arts|美术
0214|Handicrafts|手工艺
0215|Music and performing arts|音乐与表演艺术
0221|Religion and theology|宗教与神学
0222|History and archaeology|历史与考古
0223|Philosophy and ethics|哲学与伦理
0231|Language acquisition|语言学习
0232|Literature and linguistics|文学与语言学
03|Social sciences, journalism and information|社会科学、新闻与信息
0311|Economics|经济学
0312|Political sciences and civics|政治学与公民学
0313|Psychology|心理学
0314|Sociology and cultural studies|社会学与文化研究
0321|Journalism and reporting|新闻与报道
0322|Library, information and archival studies|图书馆、信息与档案
04|Business, administration and law|商业、管理与法律
0411|Accounting and taxation|会计与税务
0412|Finance, banking and insurance|金融、银行与保险
0413|Management and administration|管理与行政
0414|Marketing and advertising|市场营销与广告
0415|Secretarial and office work|文秘与办公
0416|Wholesale and retail sales|批发与零售
0417|Work skills|职业技能
0421|Law|法律
05|Natural sciences, mathematics and statistics|自然科学、数学与统计
0511|Biology|生物学
0512|Biochemistry|生物化学
0521|Environmental sciences|环境科学
0522|Natural environments and wildlife|自然环境与野生动物
0531|Chemistry|化学
0532|Earth sciences|地球科学
0533|Physics|物理学
0541|Mathematics|数学
0542|Statistics|统计学
06|Information and communication technologies|信息与通信技术
0611|Computer use|计算机应用
0612|Database and network design and administration|数据库与网络设计和管理
0613|Software and applications development and analysis|软件与应用开发和分析
07|Engineering, manufacturing and construction|工程、制造与建筑
0711|Chemical engineering and processes|化学工程与工艺
0712|Environmental protection technology|环境保护技术
0713|Electricity and energy|电力与能源
0714|Electronics and automation|电子与自动化
0715|Mechanics and metal trades|机械与金属加工
0716|Motor vehicles, ships and aircraft|机动车、船舶与飞行器
0721|Food processing|食品加工
0722|Materials (glass, paper, plastic and wood)|材料（玻璃、纸、塑料与木材）
0723|Textiles|纺织
0724|Mining and extraction|采矿
0731|Architecture and town planning|建筑与城市规划
0732|Building and civil engineering|建筑与土木工程
08|Agriculture, forestry, fisheries and veterinary|农林渔与兽医
0811|Crop and livestock production|作物与畜牧生产
0812|Horticulture|园艺
0821|Forestry|林业
0831|Fisheries|渔业
0841|Veterinary|兽医
09|Health and welfare|卫生与福利
0911|Dental studies|口腔医学
0912|Medicine|医学
0913|Nursing and midwifery|护理与助产
0914|Medical diagnostic and treatment technology|医学诊断与治疗技术
0915|Therapy and rehabilitation|治疗与康复
0916|Pharmacy|药学
0917|Traditional and complementary medicine and therapy|传统与补充医学
0921|Care of the elderly and of disabled adults|老年人与残疾人照护
0922|Child care and youth services|儿童保育与青年服务
0923|Social work and counselling|社会工作与咨询
10|Services|服务
1011|Domestic services|家政服务
1012|Hair and beauty services|美容美发
1013|Hotel, restaurants and catering|酒店与餐饮
1014|Sports|体育
1015|Travel, tourism and leisure|旅游与休闲
1021|Community sanitation|社区卫生
1022|Occupational health and safety|职业健康与安全
1031|Military and defence|军事与国防
1032|Protection of persons and property|人身与财产保护
1041|Transport services|运输服务
"""


def fill(apps, schema_editor):
    subjects = apps.get_model("catalog", "Subject")
    known = set(subjects.objects.values_list("code", flat=True))
    read = (line.split("|") for line in SUBJECTS.strip().splitlines())
    subjects.objects.bulk_create(
        subjects(code=code, name={"en": english, "zh-hans": chinese})
        for code, english, chinese in read
        if code not in known
    )


def empty(apps, schema_editor):
    subjects = apps.get_model("catalog", "Subject")
    used = apps.get_model("catalog", "Course").objects.filter(subject__isnull=False).values("subject")
    subjects.objects.exclude(pk__in=used).delete()


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
