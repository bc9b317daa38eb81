pytest_plugins = [
    "tests.support.servers",
    "tests.support.redis_servers",
    "tests.support.pooler",
    "tests.support.fixtures",
]
