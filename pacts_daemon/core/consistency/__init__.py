"""One order of truth: what a daemon may serve of its fast tier, and what it asks of both for that.

The durable tier is right. Its *epoch* is a number that only grows; every value of the fast tier is
stamped with the one it was told in, and values of another epoch are not served. A new epoch begins
whenever one of the tiers may have gone back to older data: the fast tier as another *incarnation*
(restarted, restored, failed over) or with an older *beat* than it once acknowledged, the durable
tier with an older beat than anybody has seen. The beat is a number that daemons count up every
second. A *suspect* is a key with a change that may not have reached the fast tier.
"""
