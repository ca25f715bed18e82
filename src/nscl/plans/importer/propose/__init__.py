"""From a reading to the rows of a draft: what goes where, and what an officer should look at first."""

from nscl.plans.importer.propose.draft import Draft, Item, draft

__all__ = ["Draft", "Item", "draft"]
