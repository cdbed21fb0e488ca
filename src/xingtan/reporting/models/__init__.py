"""What is kept: institutions and their officers, campaigns, signed reports, streams of platforms."""

from xingtan.reporting.models.campaigns import Asked as Asked
from xingtan.reporting.models.campaigns import Campaign as Campaign
from xingtan.reporting.models.campaigns import CampaignStep as CampaignStep
from xingtan.reporting.models.campaigns import Question as Question
from xingtan.reporting.models.campaigns import Reminder as Reminder
from xingtan.reporting.models.institutions import Institution as Institution
from xingtan.reporting.models.institutions import Officer as Officer
from xingtan.reporting.models.reports import Figure as Figure
from xingtan.reporting.models.reports import Report as Report
from xingtan.reporting.models.reports import Sheet as Sheet
from xingtan.reporting.models.reports import Signature as Signature
from xingtan.reporting.models.streams import Aggregate as Aggregate
from xingtan.reporting.models.streams import Batch as Batch
from xingtan.reporting.models.streams import PlatformKey as PlatformKey
from xingtan.reporting.models.streams import Stream as Stream
