"""Fill in the headings of the list: those that UNESCO's list of March 2020 came to have."""

from django.db import migrations

CATEGORIES = {
    "lms": {
        "en": "Digital learning management systems",
        "fr": "Systèmes numériques de gestion de l’apprentissage",
        "es": "Sistemas digitales de gestión del aprendizaje",
        "ar": "أنظمة إدارة التعلم الرقمي",
        "zh-hans": "数字学习管理系统",
    },
    "mooc": {
        "en": "Massive open online course platforms",
        "fr": "Plateformes de cours en ligne ouverts à tous",
        "es": "Plataformas de cursos en línea masivos y abiertos",
        "ar": "منصات المساقات المفتوحة على الإنترنت",
        "zh-hans": "大规模开放在线课程平台",
    },
    "self-directed": {
        "en": "Self-directed learning content",
        "fr": "Contenus pour apprendre seul",
        "es": "Contenidos para el aprendizaje autónomo",
        "ar": "محتوى للتعلم الذاتي",
        "zh-hans": "自主学习内容",
    },
    "reading": {
        "en": "Mobile reading applications",
        "fr": "Applications mobiles de lecture",
        "es": "Aplicaciones móviles de lectura",
        "ar": "تطبيقات القراءة على الهاتف",
        "zh-hans": "移动阅读应用",
    },
    "live-video": {
        "en": "Collaboration with live video",
        "fr": "Collaboration avec vidéo en direct",
        "es": "Colaboración con vídeo en directo",
        "ar": "التعاون بالفيديو المباشر",
        "zh-hans": "支持视频直播的协作平台",
    },
    "authoring": {
        "en": "Tools to make digital learning content",
        "fr": "Outils de création de contenus numériques",
        "es": "Herramientas para crear contenidos digitales",
        "ar": "أدوات إنشاء المحتوى التعليمي الرقمي",
        "zh-hans": "数字学习内容制作工具",
    },
    "offline": {
        "en": "Strong offline functionality",
        "fr": "Fonctionne bien hors connexion",
        "es": "Con gran capacidad sin conexión",
        "ar": "تعمل جيداً دون اتصال",
        "zh-hans": "离线功能强",
    },
    "basic-phone": {
        "en": "Made for basic mobile phones",
        "fr": "Conçu pour les téléphones simples",
        "es": "Hechos para teléfonos móviles básicos",
        "ar": "مصممة للهواتف البسيطة",
        "zh-hans": "适用于普通手机",
    },
    "psychosocial": {
        "en": "Psychosocial support",
        "fr": "Soutien psychosocial",
        "es": "Apoyo psicosocial",
        "ar": "الدعم النفسي الاجتماعي",
        "zh-hans": "心理社会支持",
    },
    "repositories": {
        "en": "Repositories of distance learning solutions",
        "fr": "Répertoires de solutions d’apprentissage à distance",
        "es": "Repositorios de soluciones de aprendizaje a distancia",
        "ar": "مستودعات حلول التعلم عن بعد",
        "zh-hans": "远程学习解决方案资源库",
    },
}


def fill(apps, schema_editor):
    categories = apps.get_model("directory", "Category")
    known = set(categories.objects.values_list("code", flat=True))
    categories.objects.bulk_create(
        categories(code=code, name=name, position=position)
        for position, (code, name) in enumerate(CATEGORIES.items(), start=1)
        if code not in known
    )


def empty(apps, schema_editor):
    apps.get_model("directory", "Category").objects.filter(code__in=CATEGORIES).delete()


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
