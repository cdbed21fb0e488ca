"""Names for what never was: universities and platforms of the replay. None is a real one's."""

PROVINCES = (
    *("Anhui", "Beijing", "Chongqing", "Fujian", "Gansu", "Guangdong", "Guangxi", "Guizhou", "Hainan", "Hebei"),
    *(
        "Heilongjiang",
        "Henan",
        "Hubei",
        "Hunan",
        "Inner Mongolia",
        "Jiangsu",
        "Jiangxi",
        "Jilin",
        "Liaoning",
        "Ningxia",
    ),
    *("Qinghai", "Shaanxi", "Shandong", "Shanghai", "Shanxi", "Sichuan", "Tianjin", "Tibet", "Xinjiang", "Yunnan"),
    "Zhejiang",
)

_FIRST = (
    *("Amber", "Apricot", "Bamboo", "Blue Heron", "Bright Spring", "Camphor", "Cedar", "Clear Brook", "Cloud Gate"),
    *("Copper Hill", "Crane", "Dawn", "Elm", "Fern", "Five Wells", "Ginkgo", "Green Tile", "Harvest", "High Terrace"),
    *("Jade Bridge", "Lantern", "Larch", "Long Meadow", "Lotus", "Magnolia", "Maple", "Moon Pavilion", "Morning Star"),
    *("Mulberry", "North Ferry", "Osmanthus", "Peach Garden", "Pine Ridge", "Plum Blossom", "Quiet Lake", "Red Cliff"),
    *("Reed Bank", "River Bend", "Silver Birch", "Snow Peak", "South Gate", "Stone Arch", "Swallow", "Tea Mountain"),
    *("Three Rivers", "Walnut", "White Stone", "Willow"),
)
_SECOND = (
    *("Agricultural University", "College of Arts", "College of Commerce", "College of Education"),
    *("College of Engineering", "College of Languages", "College of Nursing", "Forestry University"),
    *("Institute of Technology", "Maritime University", "Medical University", "Normal University"),
    *("Polytechnic", "School of Crafts", "University", "University of Design", "University of Finance"),
    *("University of Science", "University of the Plain", "Vocational College", "Vocational Institute"),
    *("Water Academy", "Open College", "Railway College", "Academy of Music", "Academy of Sports"),
    *("College of Media", "College of Tourism", "Textile University", "Mining University"),
    "College of Ceramics",
)

UNIVERSITIES = 1_454
"""So many universities teach on line; what comes after them in the list never answers."""

DISCIPLINES = (
    *("philosophy", "economics", "law", "education", "literature", "history", "science", "engineering", "agriculture"),
    *("medicine", "management", "arts", "military science"),
)


def university(number: int) -> str:
    """Name a university; no two numbers below 1,488 share a name."""
    return f"{_FIRST[number % len(_FIRST)]} {_SECOND[number // len(_FIRST) % len(_SECOND)]}"


def platform(number: int) -> str:
    """Name a platform; no two numbers below 432 share a name."""
    kinds = ("Classroom", "Online", "Courses", "Live", "Study", "Campus", "Learning", "Lectures", "Commons")
    return f"{_FIRST[number * 7 % len(_FIRST)]} {kinds[number // len(_FIRST) % len(kinds)]}"
