"""Every fault of a pack is found, with its file and line and what to do."""

import pytest
from django.utils.translation import override

from yiwang.packs.loader import FaultyPack, read_pack
from yiwang.structure.posts.powers import POWERS


def faults_of(folder):
    with override("en"), pytest.raises(FaultyPack) as refusal:
        read_pack(folder.path)
    return [str(fault) for fault in refusal.value.faults]


def test_a_sound_pack_is_read_whole(testland):
    pack = read_pack(testland.path)

    assert [len(net.areas) for net in pack.nets] == [24, 2]
    assert (len(pack.organizations), len(pack.posts)) == (21, 35)
    assert (len(pack.people), len(pack.held)) == (36, 37)


def test_the_same_files_have_the_same_digest(testland):
    before = read_pack(testland.path).digest

    assert read_pack(testland.path).digest == before
    testland.append("case_types.csv", "other.praise,表扬,Praise,,,,,,,\n")
    assert read_pack(testland.path).digest != before


FAULTS = {
    "unknown parent": (
        ("areas.csv", "900101,9001,town", "900101,9009,town"),
        "areas.csv:5: There is no area 9009 to lie in: add it, or correct the parent.",
    ),
    "duplicate code": (
        ("areas.csv", "9002010202,90020102,grid", "9002010201,90020102,grid"),
        "areas.csv:25: The code 9002010201 is used in line 24 already: give this area another.",
    ),
    "unknown level": (
        ("areas.csv", "9002010202,90020102,grid", "9002010202,90020102,street"),
        "areas.csv:25: There is no level street; known are: city, county, town, community, grid.",
    ),
    "a level below itself": (
        ("areas.csv", "9002,90,county", "9002,90,city"),
        "areas.csv:4: A city cannot lie in a city.",
    ),
    "no geometry": (
        ("areas.csv", "POLYGON ((130 46, 130.3 46", "POLYGON ((130 46 130.3"),
        "areas.csv:2: The wkt is no geometry: copy it whole from where it was made.",
    ),
    "unknown column": (
        ("areas.csv", "name_en,wkt", "name_en,shape"),
        "areas.csv:1: There is no column shape here; known are: "
        "code, ground, lat, level, lng, name, name_en, parent, pieces, sector, wkt.",
    ),
    "missing cell": (
        ("areas.csv", "9002010202,90020102,grid,第二网格", "9002010202,90020102,grid,"),
        "areas.csv:25: name is missing: add it.",
    ),
    "bad date": (
        ("pack.toml", "starts_on = 2026-01-01", 'starts_on = "2026-13-01"'),
        "pack.toml:6: starts_on: 2026-13-01 is not a date; write it as 2026-01-31.",
    ),
    "missing key": (
        ("pack.toml", 'version = "1"\n', ""),
        "pack.toml:1: version is missing: add it.",
    ),
    "unknown key": (
        ("nets.toml", "is_primary = true", "is_main = true"),
        "nets.toml:5: is_main is not known here: correct its spelling or remove it.",
    ),
    "no TOML": (
        ("nets.toml", 'kind = "base"', "kind = base"),
        "nets.toml:4: This is not valid TOML: Invalid value (at line 4, column 8).",
    ),
    "missing file": (
        ("pack.toml", '"posts.toml"', '"people.toml"'),
        "pack.toml:10: There is no file people.toml: add it here.",
    ),
    "two primary nets": (
        ("roads.toml", "is_partition", "is_primary = true\nis_partition"),
        "pack.toml:8: One net is the primary one: write is_primary = true in it and in no other.",
    ),
    "unknown placeholder": (
        ("organizations.toml", '"{name}城管局"', '"{town}城管局"'),
        "organizations.toml:18: “{town}城管局” has a placeholder that is not known here; "
        "known are: {code}, {name}, {name_en}, {parent}, {parent_name}.",
    ),
    "link to nobody": (
        ("organizations.toml", 'place = "大连"\nlinks = [{ kind = "member_of", to = "ZX-90" }]',
         'place = "大连"\nlinks = [{ kind = "member_of", to = "ZX-91" }]'),
        "organizations.toml:52: There is no organization ZX-91 to link to: add it or correct the "
        "code.",
    ),
    "temporary for ever": (
        ("organizations.toml", 'place = "大连"', 'place = "大连"\nstate = "temporary"'),
        "organizations.toml:52: The temporary body DL-1 needs valid_to, the day on which it ends.",
    ),
    "over before it began": (
        ("organizations.toml", 'kind = "member_of", to = "ZX-90" }',
         'kind = "member_of", to = "ZX-90", since = 2026-03-01, until = 2026-02-01 }'),
        "organizations.toml:52: Something of DL-1 ends before it begins: correct one of the days.",
    ),
    "followed by nobody": (
        ("organizations.toml", 'place = "大连"', 'place = "大连"\nfollowed_by = "ZX-91"'),
        "organizations.toml:52: There is no organization ZX-91 to go on with its work: add it.",
    ),
    "unknown sector": (
        ("organizations.toml", 'place = "大连"', 'place = "大连"\nsector = "schools"'),
        "organizations.toml:52: Organizations name sectors (here schools), and no register says "
        "which there are: add a register with the key “sectors” and an entry for each.",
    ),
    "unknown power": (
        ("posts.toml", '"cases.take_in", "cases.view"]', '"cases.take_all"]'),
        "posts.toml:46: There is no power cases.take_all; known are: " + ", ".join(POWERS) + ".",
    ),
    "unknown post type": (
        ("posts.toml", 'type = "verifier"', 'type = "inspector"'),
        "posts.toml:58: There is no post type inspector: define it in posts.toml or correct the "
        "key.",
    ),
    "a post that nothing lays": (
        ("staff.toml", 'organization = "ZX-900102"', 'organization = "ZX-900109"'),
        "staff.toml:66: 0 posts verifier are at “ZX-900109”, but exactly one must be meant: name "
        "its type, organization and area as posts.toml lays them.",
    ),
    "a second primary holder": (
        ("staff.toml", 'mode = "concurrent", is_primary = false },\n  { type = "verifier"',
         'mode = "concurrent", is_primary = true },\n  { type = "community_clerk", '
         'organization = "ZD-90010102" },\n  { type = "verifier"'),
        "staff.toml:66: This post has a primary holder already: is_primary = false here.",
    ),
    "short password": (
        ("staff.toml", "yiwang-demo", "demo"),
        "staff.toml:2: Accounts sign in, so a password of at least 8 characters is needed.",
    ),
    "unknown case type": (
        ("registers/responsibility.toml", 'kind = "housing.leak"', 'kind = "housing.leaks"'),
        "registers/responsibility.toml:17: There is no case type housing.leaks: add it to the case "
        "types or correct it.",
    ),
    "unknown function": (
        ("registers/responsibility.toml", '["housing", "water"]', '["housing", "fire"]'),
        "registers/responsibility.toml:17: No organization has the function fire: add one or "
        "correct it.",
    ),
    "unknown nature": (
        ("registers/triage.toml", 'nature = "small"', 'nature = "tiny"'),
        "registers/triage.toml:17: There is no nature tiny; "
        "known are: joint, self_governed, small.",
    ),
    "unknown owner": (
        ("registers/triage.toml", 'owner = "ZX-90"', 'owner = "ZX-91"'),
        "registers/triage.toml:5: There is no organization ZX-91 to own this register.",
    ),
    "bad limit": (
        ("case_types.csv", "3 work_day", "3 days"),
        "case_types.csv:6: resolve: 3 days cannot be used: Value error, write a number and one of "
        "urgent_hour, work_hour, work_day, calendar_day, as in 3 work_day.",
    ),
    "unknown evidence": (
        ("case_types.csv", "1 work_day,photo,", "1 work_day,photos:9,"),
        "case_types.csv:3: photos:9 is no kind of evidence; known are: "
        "photo, photo_before, photo_after, document, place, text.",
    ),
    "alike to nothing": (
        ("case_types.csv", "150,15,sanitation.muck", "150,15,sanitation.mud"),
        "case_types.csv:3: There is no type sanitation.mud to count as alike: "
        "add it or correct it.",
    ),
    "task of nobody": (
        ("registers/one_thing.toml", 'function = "water", demand', 'functions = "water", demand'),
        "registers/one_thing.toml:9: Each task of “wet_wires” needs a function; a limit needs "
        "value (above 0) and clock (urgent_hour, work_hour, work_day, calendar_day).",
    ),
    "half a limit": (
        ("registers/one_thing.toml", 'value = 1, clock = "work_day"', "value = 1"),
        "registers/one_thing.toml:9: Each task of “wet_wires” needs a function; a limit needs "
        "value (above 0) and clock (urgent_hour, work_hour, work_day, calendar_day).",
    ),
    "type below nothing": (
        ("case_types.csv", "water.outage", "waters.outage"),
        "case_types.csv:8: There is no type waters to lie below: add it.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_file_and_line(testland, edit, expected):
    testland.replace(*edit)

    assert faults_of(testland) == [expected]


PASSED = 'says = "转给社区答复反映人"'
NO_LIST = (
    "There is no checklist %s in the pack: add a register of the effect “checklist” or correct the "
    "key."
)
WORKFLOW_FAULTS = {
    "way to nowhere": (
        'to = "verify"\nneeds',
        'to = "verified"\nneeds',
        "From “collect” a way leads to “verified”, and there is no such step.",
    ),
    "unknown post type": (
        'post = "verifier"',
        'post = "inspector"',
        "There is no post type inspector: define it in posts.toml or correct the key.",
    ),
    "unknown gate": (
        'gate = "community_admission"',
        'gate = "door"',
        "There is no register door in the pack: add it or correct the key.",
    ),
    "unknown checklist": (PASSED, f'checklist = "round"\n{PASSED}', NO_LIST % "round"),
    "no checklist": (PASSED, f'checklist = "triage"\n{PASSED}', NO_LIST % "triage"),
    "unknown templates": (
        'one_thing = "one_thing"',
        'one_thing = "another_thing"',
        "There is no register another_thing in the pack: add it or correct the key.",
    ),
    "unknown calendar": (
        'calendar = "cn"',
        'calendar = "moon"',
        "There is no calendar moon in the pack: add it or correct the key.",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), WORKFLOW_FAULTS.values(), ids=WORKFLOW_FAULTS)
def test_a_workflow_that_is_not_proved_is_refused(testland, old, new, sentence):
    testland.replace("five_step.toml", old, new)

    found = faults_of(testland)

    text = (testland.path / "five_step.toml").read_text()
    line = text[: text.index(new)].count("\n") + 1
    assert found == [f"five_step.toml:{line}: {sentence}"]


def test_areas_in_a_circle_are_refused(testland):
    testland.replace("areas.csv", "9001,90,county", "9001,900101,county")
    testland.replace("nets.toml", '{ key = "town"', '{ key = "town0"')

    found = faults_of(testland)

    assert "areas.csv:3: 9001 lies in itself, by way of 900101: correct the parent." in found
    assert "areas.csv:5: 900101 lies in itself, by way of 9001: correct the parent." in found


def test_a_locality_has_its_own_word_on_a_type_that_many_share(testland):
    own = testland.path / "own_types.csv"
    own.write_text("key,name,resolve\nhousing.leak,屋顶漏水,9 work_day\n", encoding="utf-8")
    shared = 'case_types = "case_types.csv"'
    testland.replace("pack.toml", shared, 'case_types = ["case_types.csv", "own_types.csv"]')

    kinds = {kind.key: kind for kind in read_pack(testland.path).case_types}

    assert (kinds["housing.leak"].name, kinds["housing.leak"].resolve.value) == ("屋顶漏水", 9)
    testland.append("own_types.csv", "housing.leak,又一次,1 work_day\n")
    assert faults_of(testland) == [
        "own_types.csv:3: The type housing.leak is in line 2 already: rename one."
    ]


def test_all_faults_are_listed_at_once(testland):
    testland.replace("areas.csv", "9002,90,county", "9002,91,county")
    testland.replace("case_types.csv", "3 work_day", "3 days")
    testland.replace("registers/triage.toml", 'nature = "small"', 'nature = "tiny"')

    found = faults_of(testland)

    assert {fault.split(":")[0] for fault in found} >= {
        "areas.csv",
        "case_types.csv",
        "registers/triage.toml",
    }


def test_a_byte_order_mark_is_no_fault(testland):
    path = testland.path / "areas.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert len(read_pack(testland.path).nets[0].areas) == 24


def test_gb18030_is_recognized_and_the_remedy_said(testland):
    path = testland.path / "areas.csv"
    path.write_bytes(path.read_text().encode("gb18030"))

    assert faults_of(testland)[0] == (
        "areas.csv:2: This file is saved in GB18030: open it in the spreadsheet and save it as "
        "“CSV UTF-8”, or in the editor as UTF-8."
    )


def test_a_file_that_is_no_text_is_refused(testland):
    (testland.path / "areas.csv").write_bytes(b"\x00\xff\xfe\x80")

    assert faults_of(testland)[0] == ("areas.csv:1: This file is not UTF-8 text: save it as UTF-8.")


def test_a_folder_without_a_pack_is_refused(tmp_path):
    with override("en"), pytest.raises(FaultyPack) as refusal:
        read_pack(tmp_path)

    assert [str(fault) for fault in refusal.value.faults] == [
        "pack.toml:1: There is no file pack.toml: add it here."
    ]


CONFLICT = """
[[conflicts]]
types = ["community_clerk", "verifier"]
over = "anywhere"
effect = "refuse"
reason = "两顶帽子"
"""


def test_posts_that_nobody_holds_at_once_and_terms_without_their_ends_are_faults(testland):
    testland.append("posts.toml", CONFLICT + CONFLICT.replace("verifier", "nobody"))
    testland.replace(
        "staff.toml", 'ZX-900102", mode = "concurrent"', 'ZX-900102", mode = "seconded"'
    )

    faults = faults_of(testland)

    line = next(
        number
        for number, text in enumerate((testland.path / "staff.toml").read_text().split("\n"), 1)
        if text.startswith('username = "multi"')
    )
    posts = len((testland.path / "posts.toml").read_text().split("\n")) - 4
    assert f"posts.toml:{posts}: There is no post type nobody" in "\n".join(faults)
    assert f"staff.toml:{line + 4}: Somebody seconded or stationed has a home organization" in (
        "\n".join(faults)
    )
    assert f"staff.toml:{line + 4}: A secondment is for a term: add ends_on." in faults
    assert (
        f"staff.toml:{line - 1}: One person cannot hold both of community_clerk, verifier here: "
        "两顶帽子" in faults
    )


def test_a_mentor_is_somebody_else_of_the_pack(testland):
    testland.replace(
        "staff.toml", 'ZX-900102", mode = "concurrent"', 'ZX-900102", mentor = "multi"'
    )

    assert "The mentor multi is nobody else of this pack." in faults_of(testland)[0]


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("road", "Only areas of a dedicated net have a ground and a sector."),
        ("dedicated", "There is no organization ZX-91 to manage this area."),
    ],
)
def test_managers_are_bodies_of_the_pack_and_manage_in_dedicated_nets(testland, kind, fault):
    testland.replace("roads.toml", 'kind = "road"', f'kind = "{kind}"')
    testland.replace("roads.csv", "name_en,wkt", "name_en,ground,wkt")
    testland.replace("roads.csv", "Riverside Road,", "Riverside Road,ZX-91,")
    testland.replace("roads.csv", "Shanqian Road,", "Shanqian Road,,")

    assert faults_of(testland) == [f"roads.csv:2: {fault}"]


TEAM = """
[[teams]]
key = "141"
name = "一中心四板块一网格"
kinds = ["command_center"]
groups = [["town_dispatcher"], ["verifier", "verifier", "verifier", "verifier"], ["grid_leader"]]
"""


def test_a_team_may_be_any_groups_of_posts_at_organizations(testland):
    testland.append("posts.toml", TEAM)

    pack = read_pack(testland.path)

    centre = {post.type: seats for post, seats in pack.posts.items() if "ZX-" in post.organization}
    assert centre["grid_leader"] == 1
    assert {post.type for post in pack.posts if post.organization == "ZX-90"} >= {"verifier"}


def test_a_team_that_is_not_what_it_is_called_or_has_both_ways_is_a_fault(testland):
    testland.append("posts.toml", TEAM.replace("141", "1+5+1"))
    testland.append("posts.toml", TEAM.replace("141", "142") + 'leader = "verifier"\n')

    faults = faults_of(testland)

    assert any("The team is called 1+5+1, but what it lists is 1+4+1." in each for each in faults)
    assert any("A team has a leader and specialists, or else groups" in each for each in faults)
