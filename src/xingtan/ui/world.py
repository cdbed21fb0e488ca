"""The world as squares of one size: which country or territory stands where.

Made once from where the zones of the tz database (public domain) have their cities, spread so that each has a square of
its own and neighbors stay near each other. A square says nothing of a border.
"""

_DRAWN = """
.. .. .. .. .. GL .. .. .. .. .. .. FI .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. IS .. .. NO DK SE LV EE .. .. .. .. .. RU .. .. .. .. .. .. ..
CA .. .. .. .. .. .. IE BE NL DE AT PL LT .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. GB FR LU CZ SK HU BY UA .. .. .. KZ .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. CH LI SI HR RS RO MD .. .. .. KG .. MN .. .. .. .. .. ..
.. .. .. .. .. .. .. .. AD MC SM BA XK BG TR AM GE .. UZ .. .. .. .. .. .. .. ..
US .. .. .. .. .. .. PT ES TN IT ME AL MK CY LB AZ TM TJ .. CN .. KP KR .. .. ..
.. .. .. .. .. .. .. MA .. DZ LY MT GR .. IL SY IQ IR AF .. .. .. .. JP .. .. ..
.. .. BS .. .. .. .. .. .. .. .. .. .. EG PS JO KW AE .. NP BT .. .. .. .. .. ..
MX CU HT PR .. .. .. .. .. .. .. .. .. .. .. SA BH QA PK IN BD HK TW .. .. .. ..
.. BZ DO KN AG .. CV MR .. .. .. .. .. .. .. .. .. OM .. MM LA MO .. .. .. .. ..
GT HN JM DM LC .. SN GM NE .. .. .. .. .. SD ER .. .. .. .. TH .. PH .. .. .. ..
SV NI .. GD VC BB GW ML BF .. .. TD .. .. .. DJ YE .. .. .. KH VN .. .. .. .. ..
.. CR PA VE TT .. GN SL TG BJ .. .. .. .. .. ET .. .. .. LK .. .. .. PW FM MH ..
.. .. CO .. GY SR .. LR GH NG CM CF .. .. SS .. .. .. MV .. .. BN .. .. .. .. ..
.. .. EC .. .. .. .. .. CI GQ GA .. .. .. UG KE SO .. .. .. SG MY .. .. NR KI ..
.. .. .. .. .. .. .. .. .. ST .. CG CD BI RW TZ .. SC .. .. .. ID .. PG .. .. ..
.. .. PE .. .. BR .. .. .. .. AO .. .. .. .. KM .. .. .. .. .. .. TL .. SB TV WS
.. .. .. BO .. .. .. .. .. .. .. .. .. ZM ZW MW MG MU .. .. .. .. .. .. .. VU FJ
.. .. .. .. PY .. .. .. .. .. .. NA BW ZA MZ .. .. .. .. .. .. .. .. AU .. .. TO
.. .. CL AR UY .. .. .. .. .. .. .. .. LS SZ .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. NZ ..
"""

PLACES: dict[str, tuple[int, int]] = {
    code: (column, row)
    for row, codes in enumerate(_DRAWN.split("\n")[1:-1])
    for column, code in enumerate(codes.split())
    if code != ".."
}
COLUMNS = 1 + max(column for column, row in PLACES.values())
ROWS = 1 + max(row for column, row in PLACES.values())
