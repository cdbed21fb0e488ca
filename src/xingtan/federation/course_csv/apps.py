"""The room of tables of courses."""

from xingtan.kernel.rooms import Room


class CourseCsvRoom(Room):
    name = "xingtan.federation.course_csv"
    label = "course_csv"
