from hypothesis import settings

pytest_plugins = [
    "tests.support.backends.servers",
    "tests.support.backends.redis_servers",
    "tests.support.backends.pooler",
    "tests.support.fixtures",
]

# How long an example takes is the machine's affair: speed is measured by `make bench`.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")
