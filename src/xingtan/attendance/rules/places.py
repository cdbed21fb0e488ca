"""How far from a place somebody is, in bands: nobody's coordinates are kept."""

from math import asin, cos, isfinite, radians, sin, sqrt

Point = tuple[float, float]

EARTH_METERS = 6_371_000
# A device that does not know where it is within this many meters does not know.
MOST_ACCURACY = 100
NEAR_METERS = 500
HALF_TURN, QUARTER_TURN = 180, 90


def band_of(here: Point, there: Point, *, radius: int, accuracy: float = 0) -> str:
    """Say how far one point is from another: ``inside`` the radius, ``near``, ``far``; nothing if a point is none.

    :param accuracy: how far the device may be wrong; the benefit of that doubt goes to the student
    """
    if not (_is_point(here) and _is_point(there)):
        return ""
    doubt = min(max(accuracy, 0), MOST_ACCURACY) if isfinite(accuracy) else 0
    distance = meters_between(here, there)
    if distance <= radius + doubt:
        return "inside"
    return "near" if distance <= radius + NEAR_METERS else "far"


def meters_between(here: Point, there: Point) -> float:
    """Measure along the surface of the earth."""
    (lat, lon), (other_lat, other_lon) = (tuple(map(radians, point)) for point in (here, there))
    half = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_METERS * asin(min(1, sqrt(half)))


def _is_point(point: Point) -> bool:
    latitude, longitude = point
    return isfinite(latitude) and isfinite(longitude) and abs(latitude) <= QUARTER_TURN and abs(longitude) <= HALF_TURN
