"""The shapes of campaigns, reports, tables and keys."""

from xingtan.reporting.forms.campaigns import CampaignFacts as CampaignFacts
from xingtan.reporting.forms.campaigns import Questions as Questions
from xingtan.reporting.forms.campaigns import Step as Step
from xingtan.reporting.forms.reports import Figures as Figures
from xingtan.reporting.forms.reports import SignOff as SignOff
from xingtan.reporting.forms.reports import Table as Table
from xingtan.reporting.forms.streams import Key as Key
from xingtan.reporting.forms.streams import Listing as Listing
from xingtan.reporting.forms.streams import NewOfficer as NewOfficer
