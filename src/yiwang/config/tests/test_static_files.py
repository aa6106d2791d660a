"""Files of the pages are named by what is in them, our modules in each other's imports too."""

import pytest
from django.core.files.base import ContentFile

from yiwang.config.static_files import NamedByContent


@pytest.fixture
def named(tmp_path):
    """`named({name: text})` collects these files; name -> the text that is served."""

    def collect(files: dict[str, str]) -> dict[str, str]:
        storage = NamedByContent(location=str(tmp_path), base_url="/static/")
        for name, text in files.items():
            storage.save(name, ContentFile(text.encode()))
        made = {}
        for name, hashed, _ in storage.post_process({name: (storage, name) for name in files}):
            made[name] = hashed
        return {name: (tmp_path / made[name]).read_text() for name in files} | {"made": str(made)}

    return collect


def test_module_names_the_other_by_its_content(named):
    served = named(
        {
            "yiwang/one.js": 'import { a,\n  b } from "./two.js";\na(b);\n',
            "yiwang/two.js": "export const a = 1, b = 2;\n",
        }
    )

    first = served["yiwang/one.js"]
    assert first.startswith('import { a,\n  b } from "')
    assert './two.js"' not in first
    assert first.split('"')[1].removeprefix("./") in served["made"]


def test_scripts_of_others_and_comments_stay_as_they_are(named):
    vendor = "const text = 'import {x} from \"./gone.js\";';\n"
    comment = '/** @type {import("./gone.js").Item} */\nexport const a = 1;\n'

    served = named({"vendor/x.js": vendor, "yiwang/one.js": comment})

    assert (served["vendor/x.js"], served["yiwang/one.js"]) == (vendor, comment)
