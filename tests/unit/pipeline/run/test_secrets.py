from pacts_daemon.pipeline.requirement.model import Sentence
from pacts_daemon.pipeline.run.given import executor_settings, missing_secrets
from pacts_daemon.pipeline.run.settings import RunSettings
from tests.support.pipeline.cases import a_case, a_plan, a_requirement

SAID = "Fill Password with {{env.SHOP_PASSWORD}}"
PLAN = a_plan().model_copy(
    update={
        "requirement": a_requirement(
            a_case("logs in", SAID),
            logins={"": (Sentence(text="Fill Name with {{ env.SHOP_USER }}"),)},
        )
    }
)


def test_addresses_may_be_of_the_environment() -> None:
    plan = a_plan(base_url="{{env.SHOP_URL}}", pages={"cart": "{{env.SHOP_URL}}/cart", "a": "/a"})
    settings = RunSettings(variables={"SHOP_URL": "http://shop.test"})

    assert missing_secrets(RunSettings(), plan) == ("SHOP_URL",)
    executed = executor_settings(settings, plan)
    assert executed.base_url == "http://shop.test"
    assert executed.pages == {"cart": "http://shop.test/cart", "a": "/a"}


def test_missing_secret_is_one_without_a_value() -> None:
    settings = RunSettings(variables={"SHOP_PASSWORD": "", "SHOP_USER": "ann", "OTHER": "x"})

    assert missing_secrets(settings, PLAN) == ("SHOP_PASSWORD",)
    assert executor_settings(settings, PLAN).secrets == {"SHOP_USER": "ann"}


def test_run_says_app_and_environment_before_the_requirement() -> None:
    variables = {"PACTS_APP": "other", "PACTS_ENVIRONMENT": "ci"}
    bare = a_plan(app="", environment="", base_url="http://shop.test:8080/x")

    def named(settings: RunSettings, plan: object = PLAN) -> tuple[str, str]:
        executed = executor_settings(settings, bare if plan is bare else PLAN)
        return executed.app, executed.environment

    assert named(RunSettings(app="mine", environment="prod")) == ("mine", "prod")
    assert named(RunSettings(variables=variables)) == ("shop", "test")
    assert named(RunSettings(variables=variables), bare) == ("other", "ci")
    assert named(RunSettings(), bare) == ("shop.test", "local")
