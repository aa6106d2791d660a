"""The buttons on a task: for whom, which are recommended, and why one may not be pressed."""

from django.utils.translation import override

from yiwang.work.workflows.queries import possible_actions, reporter_task, run_of, tasks_of


def keys(actions):
    return [action.key for action in actions]


def possible(land, who, task_of=None, **asked):
    account = None if who == "reporter" else land.accounts[who].pk
    return possible_actions(land.task(task_of or who), account, now=land.now, **asked)


def test_a_button_says_what_it_will_do_and_needs(land):
    land.start()

    whistle, _talk_over, _take_up, settle, _decline, _split = possible(land, "clerk")

    assert (whistle.label, whistle.to, whistle.needs) == (
        "上报吹哨",
        "dispatch",
        {"kind", "nature"},
    )
    assert settle.says == "由社区（村）网格化服务站自行办结，随后由指挥中心核查"
    with override("en"):
        assert possible(land, "clerk")[0].label == "Whistle"


def test_what_suits_the_nature_is_recommended(land):
    land.start()
    assert [each.is_recommended for each in possible(land, "clerk")] == [False] * 6
    proposed = possible(land, "clerk", nature="joint")
    assert [each.is_recommended for each in proposed] == [True, False, False, False, False, False]

    land.start(nature="small")
    assert [
        each.is_recommended
        for each in possible_actions(
            land.run.tasks.get(), land.accounts["clerk"].pk, now=land.now, nature="joint"
        )
    ] == [False, False, True, False, False, False]


def test_who_does_not_hold_the_post_has_no_buttons(land):
    land.start()

    assert possible(land, "verifier", "clerk") == []
    assert possible(land, "reporter", "clerk") == []


def test_who_had_a_part_sees_why_not(land):
    land.join("streets", "verifier")
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])
    land.act("streets", "finish", text="cleared")

    assert all(each.refusal for each in possible(land, "streets", "verifier"))
    assert not any(each.refusal for each in possible(land, "verifier"))


def test_rework_is_offered_only_where_somebody_handled_it(land):
    land.start()
    land.act("clerk", "settle", kind="litter", nature="small", text="swept")

    assert keys(possible(land, "verifier")) == ["pass_check", "send_back", "admit"]


def test_a_handler_who_has_signed_cannot_sign_again(land):
    land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])

    assert keys(possible(land, "streets")) == ["acknowledge", "return", "finish"]
    land.act("streets", "acknowledge")
    assert keys(possible(land, "streets")) == ["return", "finish"]
    land.act("streets", "return", reason="not ours")
    assert keys(possible(land, "dispatcher")) == ["redirect", "release"]


def test_the_reporter_is_offered_only_what_is_left(land):
    land.start()
    land.act("clerk", "decline", reason="not ours", text="ask them")

    assert keys(possible(land, "reporter")) == ["rate"]
    assert possible(land, "clerk", "reporter") == []
    land.act("reporter", "rate", grade=1)
    assert keys(possible(land, "reporter")) == ["reopen", "request_reopen", "accept_outcome"]


def test_photos_are_needed_where_the_type_asks_for_evidence(land):
    land.start(evidence=frozenset({"photo"}))
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets"])

    finish = possible(land, "streets")[-1]

    assert finish.needs == {"text", "photos"}


def test_the_tasks_of_a_run_are_named_in_two_queries(land, django_assert_num_queries):
    run = land.start()
    land.act("clerk", "whistle", kind="litter", nature="joint")
    land.act("dispatcher", "dispatch", offices=["streets", "housing"])

    with django_assert_num_queries(2):
        lines = tasks_of(run.pk)

    assert [(line.step_label, line.post_label, line.organization_label) for line in lines] == [
        ("受理研判", "near · community_clerk", ""),
        ("吹哨派单", "town · town_dispatcher", ""),
        ("部门报到办理", "streets · department_clerk", "streets"),
        ("部门报到办理", "housing · department_clerk", "housing"),
    ]
    assert [len(line.clocks) for line in lines] == [1, 1, 2, 2]


def test_the_reporters_task_is_found_while_there_is_one(land):
    run = land.start()
    assert reporter_task(run.pk) is None

    land.act("clerk", "decline", reason="not ours", text="ask them")

    assert reporter_task(run.pk).step == "rate"


def test_the_run_of_a_subject_is_its_latest(land):
    run = land.start()

    assert run_of("tests.parcel", run.subject_id) == run
    assert run_of("tests.parcel", 0) is None
