"""Tasks beside the steps: an order to answer, an approval, a question, a call-back, a score.

They hang on a run without being its step: they hold nothing up and move nothing by themselves, and
the actions on them are the same in every workflow, so definitions do not list them (decision 0011).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.work.workflows.definition.schema import Action


@dataclass(frozen=True, slots=True)
class Side:
    """One kind of task beside the steps, by its role."""

    role: str
    name: Sentence  # of the task, in inboxes
    actions: tuple[Action, ...]
    outlives_run: bool = False  # still to be done after the run has ended
    is_even: bool = False  # a judgement, what somebody said, or what may wait: no act goes first


def _sides(*sides: Side) -> dict[str, Side]:
    return {side.role: side for side in sides}


ORDER = Side(
    role="supervised",
    name=_("Answer a supervision order"),
    actions=(
        Action(
            act="reply_to_order",
            name="答复督办",
            name_en="Answer the order",
            says="答复交给下督办单的岗位，由其认可或再问；事项照常办理",
            says_en="Goes to who gave the order, to accept it or ask again; the case goes on",
        ),
    ),
)

APPROVAL = Side(
    role="approver",
    name=_("Decide about a request"),
    actions=(
        Action(
            act="grant",
            name="同意",
            name_en="Grant",
            says="按申请办理，反映人会看到结果和理由",
            says_en="What was asked for takes effect; the reporter sees it with its reason",
        ),
        Action(
            act="refuse",
            name="不同意",
            name_en="Refuse",
            says="写明理由，退回申请人，一切照旧",
            says_en="With your reason, back to who asked; everything stays as it is",
        ),
    ),
    is_even=True,
)

ANSWER = Side(
    role="orderer",
    name=_("Look at the answer to your order"),
    actions=(
        Action(
            act="accept_answer",
            name="认可答复",
            name_en="Accept the answer",
            says="这张督办单到此了结",
            says_en="The order is done with",
        ),
        Action(
            act="ask_again",
            name="不认可，再问",
            name_en="Not enough: ask again",
            says="写明还要答复什么，对方须在 2 个工作日内再答复",
            says_en="With what is still to be answered, within two working days",
        ),
    ),
    is_even=True,
)

COORDINATING = Side(
    role="coordinating",
    name=_("Coordinate the whistle"),
    actions=(
        Action(
            act="call_also",
            name="再叫一家",
            name_en="Call another office",
            says="再通知一家单位一起办；它的时限从现在算起",
            says_en="Another office joins; its time starts now",
        ),
        Action(
            act="let_go",
            name="这家不用来了",
            name_en="Let one go",
            says="说明理由，这家单位不再参与，其他单位继续办",
            says_en="With the reason; the others go on",
        ),
        Action(
            act="change_lead",
            name="换一家牵头",
            name_en="Change the lead",
            says="说明理由，由另一家单位牵头；各家的时限不变",
            says_en="With the reason; everybody's time stays as it is",
        ),
    ),
    is_even=True,
)
SCORING = Side(
    role="scorer",
    name=_("Score each other"),
    actions=(
        Action(
            act="score",
            name="打分",
            name_en="Score",
            says="给这家单位打分；双方都打完或者到期以后，彼此才看得到",
            says_en="Both sides see the scores once both have scored, or time is up",
        ),
        Action(act="leave_unscored", name="逾期未打分", name_en="Not scored in time"),
    ),
    outlives_run=True,
)

ASKED = Side(
    role="asked",
    name=_("The reporter is asked"),
    actions=(
        Action(act="answer_question", name="回答", name_en="Answer"),
        Action(act="expire_question", name="逾期未回答", name_en="Not answered in time"),
    ),
)
OUTSIDE = Side(
    role="outside",
    name=_("A firm from outside at work"),
    actions=(
        Action(act="report_arrival", name="报告到场", name_en="Report the arrival"),
        Action(act="report_result", name="报告结果", name_en="Report the result"),
        Action(act="expire_invitation", name="链接到期", name_en="The link has expired"),
    ),
)

CALLED_BACK = "called_back"
CALL_BACK = Side(
    role=CALLED_BACK,
    name=_("Call the reporter back"),
    actions=(
        Action(
            act="call_solved",
            name="接通：已经解决",
            name_en="Reached: solved",
            says="按反映人的原话记下五档评价；还没有评价过的，记为电话评价",
            says_en="With the grade the reporter gives; where there was none yet, it is the rating",
        ),
        Action(
            act="call_unsolved",
            name="接通：没有解决",
            name_en="Reached: not solved",
            says="记下哪里没有解决，随即提出重办申请，由另外的人决定",
            says_en="With what is not solved: a request to handle it again opens for somebody else",
        ),
        Action(
            act="call_missed",
            name="没有接通",
            name_en="Not reached",
            says="记下这一次，隔一段时间再打；规定的次数打完仍没有接通的，按“没有接通”统计，不算满意",
            says_en="Notes this attempt, to be tried again after a while; once all are made it "
            "counts as not reached, never as satisfied",
        ),
        Action(
            act="call_refused",
            name="接通：不愿意评价",
            name_en="Reached: does not want to say",
            says="反映人不愿意说；单独统计，不算满意",
            says_en="The reporter does not want to say; it is counted by itself",
        ),
        Action(
            act="call_misdirected",
            name="号码不对",
            name_en="The number is wrong",
            says="接电话的不是反映人，或者是空号；单独统计",
            says_en="Somebody else answers, or nobody has this number; it is counted by itself",
        ),
    ),
    outlives_run=True,
    is_even=True,
)

SIDES = _sides(ORDER, ANSWER, APPROVAL, COORDINATING, SCORING, ASKED, OUTSIDE, CALL_BACK)


def is_beside(role: str) -> bool:
    """Whether a task of this role stands beside the steps."""
    return role in SIDES


def outlives_run(role: str) -> bool:
    """Whether a task of this role stays open when its run ends."""
    return role in SIDES and SIDES[role].outlives_run


def is_even(role: str) -> bool:
    """Whether a page puts none of the acts on a task of this role before the others."""
    return role in SIDES and SIDES[role].is_even
