"""Settings: what each set of variables means, and one sentence for each that is wrong."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.metrics import Metrics
from bot.settings import (
    EVERYWHERE,
    Mode,
    Settings,
    SettingsError,
    find_misspelt_settings,
    load_settings,
    read_secret,
)
from bot.slack import client
from bot.slack.bolt import ExtensionApp
from bot.slack.client import Slack
from bot.slack.environment import without_slack_variables
from bot.slack.tasks import Tasks
from bot.slack.tokens import Tokens
from tests.desk import ROOT

BOT, APP, SIGNING = "xoxb-of-tests", "xapp-of-tests", "signing-of-tests"
CLIENT = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "client-of-tests"}
NO_ADDRESS = "it must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them"
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of ours, and a working directory without `.env`."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def loaded(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings()


MODES: list[tuple[Mode, dict[str, str]]] = [
    (Mode.LOCAL, {}),
    (Mode.HTTP, {"SLACK_BOT_TOKEN": f"{BOT}\n", "SLACK_SIGNING_SECRET": f" {SIGNING} "}),
    (Mode.HTTP, {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SIGNING}),
    (Mode.SOCKET, {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}),
    (
        Mode.SOCKET,
        {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_SIGNING_SECRET": SIGNING},
    ),
    (Mode.OAUTH, {**CLIENT, "SLACK_SIGNING_SECRET": SIGNING}),
    (Mode.HTTP, {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SIGNING, **CLIENT}),
    (Mode.LOCAL, {"SLACK_BOT_TOKEN": "", "SLACK_SIGNING_SECRET": ""}),
    (Mode.LOCAL, {"SLACK_BOT_TOKEN": " ", "SLACK_SIGNING_SECRET": "\n"}),
]


@pytest.mark.parametrize(("mode", "variables"), MODES)
def test_what_is_set_chooses_the_way_to_slack(
    mode: Mode, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An app token wins over a signing secret, a bot token over a client id; empty is not set."""
    assert loaded(monkeypatch, **variables).mode is mode


def test_without_anything_set_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.listening_host, settings.port) == (EVERYWHERE, 3000)
    assert settings.data_dir == Path(".data")
    assert settings.native_charts == "auto"
    assert settings.log_level == "INFO"


# what is set, and what the sentence must name
WRONG: list[tuple[dict[str, str], list[str]]] = [
    ({"SLACK_BOT_TOKEN": BOT}, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"]),
    ({"SLACK_APP_TOKEN": APP}, ["SLACK_BOT_TOKEN is missing"]),
    ({"SLACK_APP_TOKEN": APP, "SLACK_SIGNING_SECRET": SIGNING}, ["SLACK_BOT_TOKEN is missing"]),
    ({"SLACK_SIGNING_SECRET": SIGNING}, ["SLACK_BOT_TOKEN is missing"]),
    ({"SLACK_CLIENT_ID": "1.2"}, ["SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET are missing"]),
    (CLIENT, ["SLACK_SIGNING_SECRET is missing"]),
    (
        {"SLACK_CLIENT_ID": "1.2", "SLACK_SIGNING_SECRET": SIGNING},
        ["SLACK_CLIENT_SECRET is missing"],
    ),
    ({"SLACK_CLIENT_SECRET": "client-of-tests"}, ["SLACK_CLIENT_ID"]),
    ({"SLACK_BOT_TOKEN": APP, "SLACK_SIGNING_SECRET": SIGNING}, ["SLACK_BOT_TOKEN", "xoxb-"]),
    ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": BOT}, ["SLACK_APP_TOKEN", "xapp-"]),
    ({"REDIS_URL": "redis://user:hidden-of-tests@127.0.0.1"}, ["ENCRYPTION_KEYS is missing"]),
    (
        {"ENCRYPTION_KEYS": "key-of-tests", "ENCRYPTION_KEYS_COMMAND": "print-of-tests"},
        ["ENCRYPTION_KEYS and ENCRYPTION_KEYS_COMMAND are both set"],
    ),
    (
        {"ENCRYPTION_KEYS_COMMAND": "print 'of-tests"},
        ["ENCRYPTION_KEYS_COMMAND is wrong", "quotation mark"],
    ),
    ({"ADMINISTRATORS": "maya-of-tests"}, ["ADMINISTRATORS is wrong", "U012AB3CD"]),
    ({"ADMINISTRATORS": "U0MAYA,"}, ["ADMINISTRATORS is wrong", "comma-separated"]),
    ({"ADMINISTRATORS": "U0MAYA U0SAM"}, ["ADMINISTRATORS is wrong", "comma-separated"]),
    ({"ADMINISTRATORS": "<@U0MAYA>"}, ["ADMINISTRATORS is wrong", "user ids"]),
    ({"ADMINISTRATORS": "B0BOT1"}, ["ADMINISTRATORS is wrong", "user ids"]),
    ({"ADMINISTRATORS": "T0001:U0MAYA"}, ["ADMINISTRATORS takes user ids alone"]),
    (
        {"ADMINISTRATORS": "T0001:U0MAYA, U0SAM", **CLIENT, "SLACK_SIGNING_SECRET": SIGNING},
        ["ADMINISTRATORS must say in which workspace", "T012AB3CD:U012AB3CD"],
    ),
    (
        {"ALLOWED_WORKSPACES": "ours-of-tests", **CLIENT, "SLACK_SIGNING_SECRET": SIGNING},
        ["ALLOWED_WORKSPACES is wrong", "T012AB3CD"],
    ),
    (
        {"ALLOWED_WORKSPACES": "T0001,U0001", **CLIENT, "SLACK_SIGNING_SECRET": SIGNING},
        ["ALLOWED_WORKSPACES is wrong", "ids of workspaces or organisations"],
    ),
    ({"ALLOWED_WORKSPACES": "T0001"}, ["ALLOWED_WORKSPACES is for many", "remove it"]),
    (
        {"ALLOWED_WORKSPACES": "T0001", "SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP},
        ["ALLOWED_WORKSPACES is for many workspaces", "SLACK_CLIENT_ID"],
    ),
    ({"SEAL_HOST_NOTE": "Maya runs it.\nof-tests"}, ["SEAL_HOST_NOTE is wrong", "one line"]),
    ({"SEAL_HOST_NOTE": "Maya\u2028of-tests"}, ["SEAL_HOST_NOTE is wrong", "one line"]),
    ({"SEAL_HOST_NOTE": "of-tests" * 26}, ["SEAL_HOST_NOTE is wrong", "208 characters, and 200"]),
    ({"PORT": "many-of-tests"}, ["PORT is wrong"]),
    ({"PORT": "0"}, ["PORT is wrong"]),
    ({"PORT": "65536"}, ["PORT is wrong"]),
    ({"NATIVE_CHARTS": "maybe-of-tests"}, ["NATIVE_CHARTS is wrong"]),
    ({"LOG_LEVEL": "loud-of-tests"}, ["LOG_LEVEL is wrong"]),
    ({"EXTENSIONS": "our company-of-tests"}, ["EXTENSIONS is wrong", "our_company.slack"]),
    ({"EXTENSIONS": "ours.slack,,x"}, ["EXTENSIONS is wrong"]),
    ({"EXTENSIONS": "ours.slack, ours.slack"}, ["EXTENSIONS is wrong", "ours.slack twice"]),
    ({"COMMAND_PREFIX": "HD-of-tests"}, ["COMMAND_PREFIX is wrong", "small letters"]),
    ({"COMMAND_PREFIX": "/hd-"}, ["COMMAND_PREFIX is wrong", "small letters"]),
    ({"COMMAND_PREFIX": "our-company-x"}, ["COMMAND_PREFIX is wrong", "room for 12 characters"]),
    ({"SLACK_API_URL": "slack-of-tests/api"}, ["SLACK_API_URL is wrong", "https://"]),
]


@pytest.mark.parametrize(("variables", "named"), WRONG)
def test_what_is_wrong_is_one_sentence_that_names_the_variable(
    variables: dict[str, str], named: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And shows no value: the terminal and the log are read by others."""
    with pytest.raises(SettingsError) as raised:
        loaded(monkeypatch, **variables)
    sentence = raised.value.sentence
    assert [name for name in named if name not in sentence] == []
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "of-tests" not in sentence
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


@pytest.mark.parametrize(
    "keys", [{"ENCRYPTION_KEYS": "key"}, {"ENCRYPTION_KEYS_COMMAND": "vault kv get 'the keys'"}]
)
def test_with_a_store_of_ones_own_the_keys_or_a_command_for_them_are_enough(
    keys: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert loaded(monkeypatch, REDIS_URL="redis://127.0.0.1", **keys).redis_url


def test_allowed_workspaces_are_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {**CLIENT, "SLACK_SIGNING_SECRET": SIGNING}
    assert loaded(monkeypatch, **many).workspace_ids == set()
    settings = loaded(monkeypatch, ALLOWED_WORKSPACES=" T0001, E0ORG", **many)
    assert settings.workspace_ids == {"T0001", "E0ORG"}


@pytest.mark.parametrize(
    ("variables", "ids"),
    [
        ({}, set()),
        ({"ADMINISTRATORS": "U0MAYA"}, {"U0MAYA"}),
        ({"ADMINISTRATORS": " U0MAYA , W0SAM, U0MAYA "}, {"U0MAYA", "W0SAM"}),
        (
            {"ADMINISTRATORS": "T0001:U0MAYA,T0002:U0MAYA", **CLIENT, "SLACK_SIGNING_SECRET": "s"},
            {"T0001:U0MAYA", "T0002:U0MAYA"},
        ),
    ],
)
def test_administrators_are_user_ids_each_of_its_workspace_if_there_are_many(
    variables: dict[str, str], ids: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert loaded(monkeypatch, **variables).administrator_ids == ids


def test_a_command_of_spaces_alone_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert loaded(monkeypatch, ENCRYPTION_KEYS_COMMAND="  ").encryption_keys_command is None


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {
        "SLACK_BOT_TOKEN": BOT,
        "SLACK_APP_TOKEN": APP,
        "SLACK_SIGNING_SECRET": SIGNING,
        **CLIENT,
        "REDIS_URL": "redis://user:hidden-of-tests@127.0.0.1",
        "ENCRYPTION_KEYS_COMMAND": "print key-of-tests",
    }
    settings = loaded(monkeypatch, **secrets)
    assert "of-tests" not in f"{settings!r} {settings}"
    assert read_secret(settings.slack_bot_token) == BOT
    assert read_secret(None) == ""


def test_a_file_named_env_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\nPORT=4000\n")
    settings = loaded(monkeypatch, PORT="5000")
    assert (settings.mode, settings.port) == (Mode.SOCKET, 5000)


def test_the_example_file_is_a_fresh_start(tmp_path: Path) -> None:
    """Copied as it is, `.env.example` sets nothing but the defaults."""
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(example, encoding="utf-8")
    assert load_settings() == Settings(_env_file=None)


def test_capitals_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = loaded(monkeypatch, LOG_LEVEL="debug", NATIVE_CHARTS="OFF")
    assert (settings.log_level, settings.native_charts) == ("DEBUG", "off")


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("PORT", "80a", "it must be a whole number"),
        ("PORT", "9" * 5000, "it must be a whole number"),
        ("PORT", "0", "it must be 1 or more"),
        ("PORT", "70000", "it must be 65535 or less"),
        ("REVEAL_GRACE_SECONDS", "-1", "it must be 0 or more"),
        ("REVEAL_GRACE_SECONDS", "1.5", "it must be a whole number"),
        ("REVEAL_GRACE_SECONDS", "five", "it must be a whole number"),
        ("ALLOW_UNSAFE_STORE", "maybe", "it must be true or false"),
        ("NATIVE_CHARTS", "yes", "it must be auto, on or off"),
        ("LOG_LEVEL", "loud", "it must be DEBUG, INFO, WARNING or ERROR"),
        ("OPERATIONS_PORT", "0", "it must be 1 or more"),
        *(
            (variable, value, NO_ADDRESS)
            for variable in ("HOST", "OPERATIONS_HOST")
            for value in (
                *("999.1.1.1", "1.2.3", "127.1", "0x7f.1.1.1.300", "12"),
                *("127.0.0.1:3000", "http://127.0.0.1", "[::1]", ":::", "::1::", "a b", "a..b"),
                *("-a", "a_b", "*", "a" * 64, "büro", "host.", "a.1"),
            )
        ),
        ("SLACK_API_URL", "slack.com/api", "it must start with https:// or http://"),
    ],
)
def test_a_wrong_value_is_answered_with_what_it_must_be(
    variable: str, value: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In words that need no knowledge of Python or of its libraries."""
    with pytest.raises(SettingsError) as raised:
        loaded(monkeypatch, **{variable: value})
    assert raised.value.sentence == f"{variable} is wrong: {reason}."


@pytest.mark.parametrize(
    "host",
    [EVERYWHERE, "127.0.0.1", "::", "::1", "fe80::1%eth0", "localhost", "app", "a-1.b2", " ::1 "],
)
def test_an_address_or_the_name_of_a_machine_is_taken(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = loaded(monkeypatch, HOST=host, OPERATIONS_HOST=host, OPERATIONS_PORT="9000")
    assert (settings.host, settings.operations_host) == (host.strip(), host.strip())


@pytest.mark.parametrize(
    ("host", "used"), [("", None), (" ", None), (EVERYWHERE, EVERYWHERE), ("10.1.2.3", "10.1.2.3")]
)
def test_socket_mode_listens_on_loopback_unless_host_says_otherwise(
    host: str, used: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing comes in from Slack there. By HTTP it listens on every address of the machine."""
    http = {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SIGNING, "HOST": host}
    assert loaded(monkeypatch, **http).listening_host == (used or EVERYWHERE)
    assert loaded(monkeypatch, SLACK_APP_TOKEN=APP).listening_host == (used or "127.0.0.1")


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"OPERATIONS_HOST": "127.0.0.1"}, "OPERATIONS_PORT is missing"),
        ({"OPERATIONS_PORT": "3000"}, "OPERATIONS_PORT is 3000, and so is PORT"),
        ({"OPERATIONS_PORT": "80", "PORT": "80", "OPERATIONS_HOST": "::1"}, "so is PORT"),
    ],
)
def test_health_and_metrics_need_a_port_of_their_own(
    variables: dict[str, str], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError, match=named):
        loaded(monkeypatch, **variables)


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("REVEAL_GRACE_SECOND", "REVEAL_GRACE_SECONDS"),
        ("reveal_grace_secs", "REVEAL_GRACE_SECONDS"),
        ("SLACK_BOT_TOKENS", "SLACK_BOT_TOKEN"),
        ("SLACK_SINGING_SECRET", "SLACK_SIGNING_SECRET"),
        ("ENCRYPTION_KEY", "ENCRYPTION_KEYS"),
        ("DATADIR", "DATA_DIR"),
        ("OPERATION_PORT", "OPERATIONS_PORT"),
        ("ALLOW_UNSAVE_STORE", "ALLOW_UNSAFE_STORE"),
    ],
)
@pytest.mark.parametrize("file", [False, True])
def test_a_misspelt_setting_is_named_with_the_one_that_is_meant(
    misspelt: str,
    meant: str,
    file: bool,  # noqa: FBT001 - a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """In the environment and in `.env`; never its value."""
    assert find_misspelt_settings() == []
    if file:
        (tmp_path / ".env").write_text(f"{misspelt}=a-value\n", encoding="utf-8")
    else:
        monkeypatch.setenv(misspelt, "a-value")
    (sentence,) = find_misspelt_settings()
    assert f"Did you mean {meant}?" in sentence
    assert misspelt.upper() in sentence
    assert "a-value" not in sentence


def test_settings_and_other_programs_variables_are_not_called_misspelt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = "HOSTNAME PATH HOME PGHOST PGPORT REDIS_PORT HIRING_DESK_PORT HTTPS_PROXY LOGNAME LANG"
    for name in [*NAMES, *others.split(), "SLACK_CHANNEL", "REDIS_HOST", "ports_of_call"]:
        monkeypatch.setenv(name, "1")
    assert find_misspelt_settings() == []


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/api", "http://127.0.0.1:9/api/"])
def test_the_address_of_the_web_api_ends_with_a_slash(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert loaded(monkeypatch, SLACK_API_URL=url).slack_api_url == "http://127.0.0.1:9/api/"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1  # type: ignore[misc]


def test_every_setting_stands_in_the_readme_and_in_the_example_file() -> None:
    """In the README as a row of a table whose first column is the variable, in backticks."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE)
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    lines = re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE)
    assert sorted(rows) == sorted(NAMES)
    assert sorted(lines) == sorted(NAMES)


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_the_readme_tells_the_defaults() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `([A-Z_]+)` \| `?([^`|]+?)`? \|", readme, re.MULTILINE))
    defaults = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert told == {
        name: "none" if value in (None, "") else written(value) for name, value in defaults.items()
    }


def written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


async def test_variables_for_bolt_do_not_switch_it_into_oauth(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """SLACK_CLIENT_ID beside a bot token: Bolt alone would start an OAuth flow on files."""
    for name, value in {**CLIENT, "SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SIGNING}.items():
        monkeypatch.setenv(name, value)
    async with client.open_session() as session:
        tokens = Tokens(BOT, None)
        slack = Slack(session, "http://127.0.0.1:9/api/", tokens.find, Metrics())
        app = ExtensionApp(slack, session, tokens, Tasks())
    assert app.oauth_flow is None
    assert app.client.token == BOT


def test_hidden_variables_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    with without_slack_variables():
        assert "SLACK_CLIENT_ID" not in os.environ
    assert os.environ["SLACK_CLIENT_ID"] == "1.2"
