"""Every span, attribute and metric name; docs/telemetry.md lists them with their meaning."""

SPAN_TIER_LOOKUP = "pacts.tier.lookup"
SPAN_TIER_STORE = "pacts.tier.store"
SPAN_TIER_SAVE = "pacts.tier.save"
SPAN_TIER_REMOVE = "pacts.tier.remove"
SPAN_TIER_SNAPSHOT = "pacts.tier.snapshot"
SPAN_TIER_HEALS = "pacts.tier.heals"
SPAN_TIER_HEAL_SAVE = "pacts.tier.heal_save"
SPAN_PAGE_VERIFY = "pacts.page.verify"

ATTR_TIER_NAME = "pacts.tier.name"
ATTR_TIER_OUTCOME = "pacts.tier.outcome"
ATTR_TIER_REASON = "pacts.tier.reason"
ATTR_TIER_KEYS = "pacts.tier.keys"
ATTR_TIER_HITS = "pacts.tier.hits"

ATTR_ANSWER_SOURCE = "pacts.answer.source"
ATTR_ANSWER_MISS = "pacts.answer.miss_reason"
ATTR_ANSWER_DRIFT_CHECK = "pacts.answer.drift_check"
ATTR_ANSWER_DRIFT_RATIO = "pacts.answer.drift_ratio"
ATTR_ANSWER_VERDICT = "pacts.answer.verdict"
ATTR_ANSWER_NUMBER = "pacts.answer.number"
ATTR_ANSWER_TRAIL = "pacts.answer.trail"

ATTR_ERROR_TYPE = "error.type"

EVENT_ANSWER = "pacts.answer"

ATTR_HEAL_ID = "pacts.heal.id"

ATTR_VERIFY_MATCHES = "pacts.verify.matches"
ATTR_VERIFY_RIGHT = "pacts.verify.right"
ATTR_VERIFY_GATE = "pacts.verify.failed"

ATTR_RPC_SYSTEM = "rpc.system"
ATTR_RPC_SERVICE = "rpc.service"
ATTR_RPC_METHOD = "rpc.method"
ATTR_RPC_STATUS = "rpc.grpc.status_code"
ATTR_REQUEST_ID = "pacts.request_id"

METRIC_LOOKUPS = "lookups"
METRIC_HIT_PREFIX = "cache_hit_"
METRIC_MISS = "cache_miss"
METRIC_INVALIDATED = "cache_invalidated"
METRIC_DRIFT = "drift_detected"
METRIC_HIT_RATE = "cache_hit_rate"
METRIC_RPC_SECONDS = "pacts_rpc_duration_seconds"
