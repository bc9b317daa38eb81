// Which calls are repeated, and when. Made by `make gen` from clients/shared/service_config.json.
export const serviceConfig = {
  "methodConfig": [
    {
      "name": [
        {"service": "pacts.v1.SelectorService", "method": "GetSelector"},
        {"service": "pacts.v1.SelectorService", "method": "BatchGetSelectors"},
        {"service": "pacts.v1.SelectorService", "method": "GetPageSelectors"},
        {"service": "pacts.v1.SelectorService", "method": "VerifySelector"},
        {"service": "pacts.v1.SelectorService", "method": "InvalidateSelectors"},
        {"service": "pacts.v1.SelectorService", "method": "ListSelectors"},
        {"service": "pacts.v1.DriftService", "method": "FingerprintPage"},
        {"service": "pacts.v1.DriftService", "method": "GetCaptureScript"},
        {"service": "pacts.v1.DriftService", "method": "ComparePages"},
        {"service": "pacts.v1.HealService", "method": "ListHeals"},
        {"service": "pacts.v1.HealService", "method": "GetHeal"},
        {"service": "pacts.v1.HealService", "method": "GetHealPages"},
        {"service": "pacts.v1.HealService", "method": "ApproveHeal"},
        {"service": "pacts.v1.HealService", "method": "RejectHeal"},
        {"service": "pacts.v1.HealService", "method": "RollbackHeal"},
        {"service": "pacts.v1.AdminService", "method": "GetCacheStats"},
        {"service": "pacts.v1.AdminService", "method": "ListAuditRecords"},
        {"service": "grpc.health.v1.Health", "method": "Check"}
      ],
      "retryPolicy": {
        "maxAttempts": 3,
        "initialBackoff": "0.1s",
        "maxBackoff": "1s",
        "backoffMultiplier": 2,
        "retryableStatusCodes": ["UNAVAILABLE"]
      }
    }
  ]
} as const;
