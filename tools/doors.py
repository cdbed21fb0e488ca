"""Import Linter contract: one room enters another only by its public door."""

from __future__ import annotations

from typing import Any

from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Keep every import between rooms on the list of doors."""

    rooms: Any = fields.ListField(subfield=fields.StringField())
    doors: Any = fields.ListField(subfield=fields.StringField())  # open to every room
    site: Any = fields.StringField()
    site_doors: Any = fields.ListField(subfield=fields.StringField())  # open to the site only

    def check(self, graph: Any, verbose: bool) -> ContractCheck:
        """List every import that enters a room past its doors."""
        root = self.session_options["root_packages"][0]
        broken = []
        for room in self.rooms:
            inside = f"{root}.{room}"
            # A room that has no files yet has no doors to guard.
            if inside not in graph.modules:
                continue
            for module in {inside, *graph.find_descendants(inside)}:
                shelf = module.removeprefix(inside).lstrip(".")
                for importer in graph.find_modules_that_directly_import(module):
                    if importer == inside or importer.startswith(inside + "."):
                        continue
                    if not is_open(shelf, self._doors_for(importer, root)):
                        broken.append((importer, module))
        return ContractCheck(kept=not broken, metadata={"broken": sorted(broken)})

    def _doors_for(self, importer: str, root: str) -> set[str]:
        allowed: set[str] = set(self.doors)
        if importer.startswith(f"{root}.{self.site}."):
            allowed |= set(self.site_doors)
        if ".tests" in importer:
            allowed.add("tests.factories")
        return allowed

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line for every import that reaches past a door."""
        for importer, module in check.metadata["broken"]:
            output.print_error(f"{importer} reaches past the door of {module}", bold=False)


def is_open(shelf: str, doors: set[str]) -> bool:
    """Test whether a shelf is a door, or a file in the folder that a door has grown into."""
    return any(shelf == door or shelf.startswith(door + ".") for door in doors)
