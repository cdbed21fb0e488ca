"""Reporting, seen from outside: what institutions and platforms report, and who signed it."""

from xingtan.reporting.actions import RowIsWrong as RowIsWrong
from xingtan.reporting.actions import Taken as Taken
from xingtan.reporting.actions import add_campaign as add_campaign
from xingtan.reporting.actions import list_institutions as list_institutions
from xingtan.reporting.actions import move_campaign as move_campaign
from xingtan.reporting.actions import take_reports as take_reports
from xingtan.reporting.models import Campaign as Campaign
from xingtan.reporting.queries import claims_of as claims_of
from xingtan.reporting.queries import reported as reported
from xingtan.reporting.queries import unanswered as unanswered
from xingtan.reporting.rules import Claim as Claim
from xingtan.reporting.rules import Listed as Listed
from xingtan.reporting.rules import Settled as Settled
from xingtan.reporting.rules import settle as settle
from xingtan.reporting.rules import share_by_class as share_by_class
