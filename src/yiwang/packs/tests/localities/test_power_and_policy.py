"""Policies with what carries them out, power beside duty, plans for posts, in Xinhua."""

import pytest

from yiwang.packs.tests.at_the_doors import read, words_of
from yiwang.portals.casework.tests.staging import account_id

WHO = "panyu.clerk"


def shown(path):
    return words_of(read(path, WHO))


@pytest.mark.mechanism("XH-01")
def test_each_policy_of_the_city_leads_to_what_carries_it_out_and_back(enter):
    enter("xinhua")

    policies = shown("/desk/rules/registers/policies")
    powers = shown("/desk/rules/registers/five_powers")
    loop = shown("/desk/rules/workflows/xinhua.street_loop")

    assert policies.count("市委“1+6”文件") >= 7
    assert "“五项权力”下放清单" in policies
    opinion = "关于进一步创新社会治理加强基层建设的意见"
    assert opinion in powers.partition("依据的文件：")[2]
    assert opinion in loop.partition("依据的文件：")[2]


@pytest.mark.mechanism("XH-51")
def test_where_power_and_duty_do_not_match_it_shows(enter):
    enter("xinhua")

    page = shown("/desk/rules/power-and-duty")

    assert "4 权责对应 1 有责无权 1 有权无责" in page
    assert "保障社区养老服务设施" in page.partition("有责无权的")[2].partition("有权无责的")[0]
    alone = page.partition("有权无责的")[2].partition("对应的")[0]
    assert "下沉资金、人员的统筹支配权" in alone
    assert "/desk/rules/power-and-duty" in read("/desk/rules", WHO)


@pytest.mark.mechanism("XH-37")
def test_the_plan_for_social_workers_stands_beside_their_posts(enter):
    enter("xinhua")

    young = shown(f"/desk/people/{account_id('panyu.young')}")
    clerk = shown(f"/desk/people/{account_id(WHO)}")

    assert "入职培训：由带教老师带三个月 人才发展计划 第一年" in young
    assert "居民区书记后备" in young
    assert "人才发展计划" not in clerk
