"""Taking turns at a host, among threads and processes; and robots.txt."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.sources.pacing import DAY_S, Pace, Postponed
from flows.sources.robots import MAX_BYTES, Robots, read_rules
from flows.sources.served import NotServed
from schemas.errors import SourceUnavailable
from tests.flows.hostile_server import Behaviour, answer, hostile, redirect
from tests.flows.test_client import client

A, HOST = "http://musterstadt.example/a", "musterstadt.example"


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds


def pace(folder: Path, clock: Clock) -> Pace:
    return Pace(folder, longest_wait_s=120, sleep=clock.sleep, now=clock.now)


# Turns


def test_each_waits_for_the_next_free_turn(tmp_path: Path) -> None:
    clock = Clock()
    paces = [pace(tmp_path, clock), pace(tmp_path, clock)]
    for each in (*paces, *paces):
        each.take_turn(A, HOST, 1.0)
    assert clock.slept == [1, 1, 1]


def test_who_comes_late_does_not_wait(tmp_path: Path) -> None:
    clock = Clock()
    pace(tmp_path, clock).take_turn(A, HOST, 1.0)
    clock.time += 0.75
    pace(tmp_path, clock).take_turn(A, HOST, 1.0)
    clock.time += 5
    pace(tmp_path, clock).take_turn(A, HOST, 1.0)
    assert clock.slept == [0.25]


def test_turns_are_handed_out_before_anybody_has_slept(tmp_path: Path) -> None:
    slept: list[float] = []
    clock = Clock()
    queue = Pace(tmp_path, 120, slept.append, clock.now)
    for _ in range(4):
        queue.take_turn(A, HOST, 1.0)
    assert slept == [1, 2, 3]


def test_hosts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    clock = Clock()
    for host in ("a.example", "b.example", "c.example"):
        pace(tmp_path, clock).take_turn(A, host, 1.0)
    assert clock.slept == []
    assert all(len(path.name) == 64 for path in tmp_path.iterdir()), "names of hosts are no names of files"


def test_who_asks_to_be_left_alone_is_by_all(tmp_path: Path) -> None:
    clock = Clock()
    assert pace(tmp_path, clock).leave_alone(HOST, 60) == "2027-01-15 08:01:00 UTC"
    pace(tmp_path, clock).leave_alone(HOST, 5)
    pace(tmp_path, clock).take_turn(A, HOST, 1.0)
    assert clock.slept == [60]


def test_for_very_long_nobody_waits(tmp_path: Path) -> None:
    clock = Clock()
    pace(tmp_path, clock).leave_alone(HOST, 10 * 365 * DAY_S)
    with pytest.raises(Postponed, match="until 2027-01-16") as postponed:
        pace(tmp_path, clock).take_turn(A, HOST, 1.0)
    assert postponed.value.wait_s == DAY_S
    clock.time += DAY_S
    pace(tmp_path, clock).take_turn(A, HOST, 1.0)
    assert clock.slept == []


@pytest.mark.parametrize("content", [b"", b"18", b"nonsense 5", b"1 2 3", b"nan nan", b"1e400 1e400", b"9999999999 0"])
def test_a_damaged_file_or_a_clock_gone_wrong_keeps_nobody_waiting(tmp_path: Path, content: bytes) -> None:
    clock = Clock()
    pace(tmp_path, clock).take_turn(A, HOST, 1.0)
    [file] = tmp_path.iterdir()
    file.write_bytes(content)
    pace(tmp_path, clock).take_turn(A, HOST, 1.0)
    pace(tmp_path, clock).take_turn(A, HOST, 1.0)
    assert clock.slept == [1]


def test_threads_take_turns(tmp_path: Path) -> None:
    clock = Clock()
    slept: list[float] = []
    shared = Pace(tmp_path, 120, slept.append, clock.now)
    threads = [threading.Thread(target=shared.take_turn, args=(A, HOST, 1.0)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == list(range(1, 20)), "no turn was given twice"


def test_processes_take_turns(tmp_path: Path) -> None:
    """Each tells its turns, by a clock that stands still; together they have all turns, each once."""
    program = (
        "import sys; from pathlib import Path; from flows.sources.pacing import Pace\n"
        "pace = Pace(Path(sys.argv[1]), 120, lambda s: print(round(s)), lambda: 1_800_000_000.0)\n"
        "for _ in range(50): pace.take_turn('', 'musterstadt.example', 1.0)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    turns = [int(line) for each in running for line in each.communicate()[0].split()]
    assert [each.returncode for each in running] == [0, 0, 0]
    assert sorted(turns) == list(range(1, 150))


# In the client


def test_requests_to_a_host_keep_their_distance_and_a_crawl_delay_wins(tmp_path: Path) -> None:
    robots = answer("User-agent: *\nCrawl-delay: 70", Content_Type="text/plain")
    with hostile({"/robots.txt": robots, "/a": answer("a")}) as city:
        slept: list[float] = []
        with client(pause_s=50, pace_folder=tmp_path) as web:
            web._pace = Pace(tmp_path, 120, slept.append)
            web.read_page(city.at("/a"))
            web.read_page(city.at("/a"))
        with client(pause_s=50, pace_folder=tmp_path) as another:
            another._pace = Pace(tmp_path, 1000, slept.append)
            another.read_page(city.at("/a"))
    first, second, robots_again, third = (round(seconds, -1) for seconds in slept)
    assert (first, second, robots_again, third) == (50, 120, 190, 240)


# robots.txt


RULES = """
User-agent: Fremd
Disallow: /

User-agent: *
Disallow: /intern/
Allow: /intern/oeffentlich/
Disallow: /*.asp$
Disallow: /suche?*wort=
Crawl-delay: 7
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/intern/a.pdf", False),
        ("/intern/oeffentlich/a.pdf", True),
        ("/intern", True),
        ("/si0040.asp", False),
        ("/si0040.asp?__cjahr=2017", True),
        ("/suche?a=1&wort=x", False),
        ("/%69ntern/a.pdf", False),
    ],
)
def test_robots_are_read_as_rfc_9309_has_it(path: str, allowed: bool) -> None:
    robots = Robots(lambda _: RULES, longest_wait_s=120)
    address = f"https://musterstadt.example{path}"
    if allowed:
        robots.check(address)
    else:
        with pytest.raises(NotServed, match=r"robots\.txt asks programs to stay away"):
            robots.check(address)
    assert robots.pause_s(address) == 7


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: konzeptvergleich\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: Konzeptvergleich/1.0\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: KONZEPTVERGLEICH # wir\nAllow: /", True),
        ("User-agent: konzept\nDisallow: /", True),
        ("User-agent: fremd\nUser-agent: *\nDisallow: /", False),
        ("User-agent: fremd\nDisallow: /", True),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("User-agent: *\rDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("<html><h1>404</h1>", True),
        ("", True),
    ],
)
def test_we_are_meant_by_our_name_and_by_the_star(text: str, allowed: bool) -> None:
    assert read_rules(text).can_fetch("https://musterstadt.example/a", "konzeptvergleich") == allowed


def test_rules_for_thousands_of_programs_cost_no_more_than_rules_for_one() -> None:
    """The parser keeps each rule once per program: these would be four hundred millions."""
    agents = "".join(f"User-agent: fremd{number}\n" for number in range(20_000))
    text = agents + "User-agent: *\n" + "Disallow: /a\n" * 20_000
    assert not read_rules(text).can_fetch("https://musterstadt.example/a", "konzeptvergleich")


def test_a_delay_beyond_patience_is_told() -> None:
    robots = Robots(lambda _: "User-agent: *\nCrawl-delay: 86400", longest_wait_s=120)
    with pytest.raises(NotServed, match="86400 seconds between two requests"):
        robots.check(A)


def test_trouble_is_remembered_for_a_while_and_rules_for_the_run() -> None:
    asked: list[str] = []
    clock = Clock()

    def read(address: str) -> str:
        asked.append(address)
        if len(asked) == 1:
            raise SourceUnavailable(address, "status 503")
        return ""

    robots = Robots(read, 120, clock.now)
    for _ in range(2):
        with pytest.raises(SourceUnavailable, match="status 503"):
            robots.check(A)
    assert len(asked) == 1
    clock.time += 121
    for _ in range(3):
        robots.check(A)
    assert asked == ["http://musterstadt.example/robots.txt"] * 2


@pytest.mark.parametrize(
    ("behaviour", "allowed"),
    [
        (answer("", 404), True),
        (answer("", 403), True),
        (redirect("/robots.txt"), True),
        (redirect("http://fremd.example/robots.txt"), True),
        (answer("User-agent: *\nDisallow: /", Content_Type="text/html"), False),
        (answer("User-agent: *\nDisallow: /\n" + "# Kommentar\n" * 50_000), False),
        (redirect("/regeln"), False),
    ],
    ids=["404", "403", "loop", "elsewhere", "mistyped", "too long", "redirect"],
)
def test_robots_as_they_are_served(behaviour: Behaviour, allowed: bool) -> None:
    site = {"/robots.txt": behaviour, "/regeln": answer("User-agent: *\nDisallow: /"), "/a": answer("a")}
    with hostile(site) as city, client() as web:
        _expect(allowed, lambda: web.read_page(city.at("/a")))


def test_a_rule_that_is_cut_in_the_middle_is_none() -> None:
    start = "User-agent: *\n"
    filler = "#" * (MAX_BYTES - len(start) - len("Disallow: /a") - 1) + "\n"
    site = {"/robots.txt": answer(f"{start}{filler}Disallow: /a-und-nicht-b"), "/ab": answer("ab")}
    with hostile(site) as city, client() as web:
        assert web.read_page(city.at("/ab")).text == "ab"


def test_other_ports_have_other_rules() -> None:
    with hostile({"/robots.txt": answer("User-agent: *\nDisallow: /")}) as closed, hostile({"/a": answer("a")}) as city:
        with client() as web:
            _expect(False, lambda: web.read_page(closed.at("/a")))
            _expect(True, lambda: web.read_page(city.at("/a")))


def _expect(allowed: bool, read: Callable[[], object]) -> None:
    if allowed:
        read()
        return
    with pytest.raises(NotServed, match=r"robots\.txt"):
        read()
