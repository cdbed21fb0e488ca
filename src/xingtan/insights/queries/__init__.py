"""Questions: ledgers, reasons, evidence, and their words."""

from xingtan.insights.queries.evidence import evidence_on as evidence_on
from xingtan.insights.queries.ledger import Row as Row
from xingtan.insights.queries.ledger import counted_again as counted_again
from xingtan.insights.queries.ledger import fact_of as fact_of
from xingtan.insights.queries.ledger import ledger_of as ledger_of
from xingtan.insights.queries.ledger import points_of as points_of
from xingtan.insights.queries.ledger import row_of as row_of
from xingtan.insights.queries.ledger import rules_of as rules_of
from xingtan.insights.queries.ledger import rules_on as rules_on
from xingtan.insights.queries.ledger import table_of as table_of
from xingtan.insights.queries.ledger import worth_now as worth_now
from xingtan.insights.queries.standing import cases_on as cases_on
from xingtan.insights.queries.standing import flags_on as flags_on
from xingtan.insights.queries.standing import reasons_on as reasons_on
from xingtan.insights.queries.standing import runs_to_look_at as runs_to_look_at
from xingtan.insights.queries.standing import watch_of as watch_of
from xingtan.insights.queries.words import evidence_words as evidence_words
from xingtan.insights.queries.words import reason_words as reason_words
from xingtan.insights.queries.words import rule_words as rule_words
from xingtan.insights.queries.words import what_words as what_words
from xingtan.insights.queries.words import whats as whats
