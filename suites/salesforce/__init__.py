"""An application in the style of Salesforce Lightning, of Salesforce's own base components."""

from suites.salesforce.mutation import Mutation
from suites.salesforce.records import Record, Session
from suites.salesforce.server import Lightning

__all__ = ["Lightning", "Mutation", "Record", "Session"]
