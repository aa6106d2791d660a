"""What comes out of the files that people deliver, before any net is asked."""

from datetime import date

import pyogrio
import pytest
import shapely

from yiwang.structure.territory.importing.delivery import Manner, read_file
from yiwang.structure.territory.importing.faults import FaultyFile
from yiwang.structure.territory.importing.sheet import day_of
from yiwang.structure.territory.tests.deliveries import GRIDS, NORTH, SOUTH, drawn, table, workbook
from yiwang.structure.territory.tests.deliveries import zipped as packed

ROWS = [["编码", "上级编码", "层级", "名称"], ["WS", "W", "grid", "南网格"]]


def said(delivery):
    return [(area.number, area.code, area.text) for area in delivery.areas]


@pytest.mark.parametrize("ending", [".shp", ".gpkg", ".geojson", ".kml"])
def test_a_drawn_file_gives_codes_names_shapes_and_its_coordinate_system(tmp_path, ending):
    crs = "EPSG:4326" if ending in {".kml", ".geojson"} else "EPSG:4490"
    path = drawn(tmp_path / f"grids{ending}", crs=crs)

    delivery = read_file(path)

    assert said(delivery) == [(1, "WS", {"name": "南网格"}), (2, "WN", {"name": "北网格"})]
    assert [area.shape.normalize() for area in delivery.areas] == [
        SOUTH.normalize(),
        NORTH.normalize(),
    ]
    assert delivery.crs == crs


def test_a_zipped_shapefile_in_a_folder_is_read(tmp_path):
    delivery = read_file(packed(drawn(tmp_path / "grids.shp")))

    assert [area.code for area in delivery.areas] == ["WS", "WN"]


def test_a_shapefile_in_gb18030_without_a_code_page_is_read(tmp_path):
    path = drawn(tmp_path / "grids.shp", encoding="GB18030")
    path.with_suffix(".cpg").unlink()

    delivery = read_file(path)

    assert [area.text["name"] for area in delivery.areas] == ["南网格", "北网格"]


def test_a_shapefile_is_kept_as_one_zip_that_can_be_read_again(tmp_path):
    delivery = read_file(drawn(tmp_path / "grids.shp"))

    kept = tmp_path / delivery.name
    kept.write_bytes(delivery.content)
    assert said(read_file(kept)) == said(delivery)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_in_any_encoding_that_excel_writes(tmp_path, encoding):
    delivery = read_file(table(tmp_path / "grids.csv", ROWS, encoding=encoding))

    assert said(delivery) == [
        (2, "WS", {"parent": "W", "level": "grid", "name": "南网格"}),
    ]


def test_a_workbook_gives_codes_days_and_points(tmp_path):
    path = workbook(
        tmp_path / "grids.xlsx",
        [
            ["code", "name", "启用日期", "lng", "lat"],
            [900101, "一", date(2026, 9, 1), 130.05, 46.02],
            ["007", "二", "2026年9月2日", None, None],
        ],
    )

    first, second = read_file(path).areas

    assert (first.code, first.valid_from) == ("900101", date(2026, 9, 1))
    assert first.shape == shapely.Point(130.05, 46.02)
    assert (second.code, second.valid_from, second.shape) == ("007", date(2026, 9, 2), None)


def test_a_column_may_be_called_anything_when_it_is_said(tmp_path):
    path = table(tmp_path / "grids.csv", [["BSM", "MC"], ["WS", "南"]])

    delivery = read_file(path, Manner(columns={"code": "bsm", "name": "MC"}))

    assert said(delivery) == [(2, "WS", {"name": "南"})]


def test_columns_that_are_not_used_are_told(tmp_path):
    delivery = read_file(table(tmp_path / "grids.csv", [["code", "备注"], ["WS", "x"]]))

    assert delivery.notes == ["没有用到的列：备注。"]


@pytest.mark.parametrize("text", ["2026-11", "2026.11", "202611", "2026111", "2026年11月"])
def test_a_month_is_no_day(text):
    assert day_of(text) is None


@pytest.mark.parametrize("text", ["2026-11-03", "2026/11/3", "2026年11月3日", "20261103"])
def test_a_day_is_known_however_it_is_written(text):
    assert day_of(text) == date(2026, 11, 3)


def sentences(path, manner=None):
    """What is said of a file that cannot be read at all, or of its rows."""
    try:
        return [str(fault) for fault in sorted(read_file(path, manner).faults)]
    except FaultyFile as refusal:
        return [str(fault) for fault in refusal.faults]


def test_every_faulty_cell_of_a_workbook_is_named(tmp_path):
    def spoil(page):
        page.merge_cells("A4:A5")

    path = workbook(
        tmp_path / "grids.xlsx",
        [
            ["code", "name", "valid_from"],
            ["WS", '=CONCAT("南","网格")', "2026-02-30"],
            [2308030010010001, "大", None],
            ["WN", "北", 45000],
            ["X", "名", None],
        ],
        spoil,
    )

    assert sentences(path) == [
        "第 2 行：“2026-02-30”不是日期，请写成 2026-11-30 这样。",
        "第 2 行：单元格 B2 里是公式：请改填它的值（选择性粘贴为“值”）。",
        "第 3 行：单元格 A3 的数字被表格软件截断了：请设为文本格式后重新填写。",
        "第 4 行：“45000”不是日期，请写成 2026-11-30 这样。",
        "第 4 行：单元格 A4:A5 是合并的：请取消合并，逐格填写。",
        "第 5 行：单元格 A4:A5 是合并的：请取消合并，逐格填写。",
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["网格一览表"], ["code"]], "没有编码列。请把首行某列命名为“code”"),
        ([["code", "name"]], "文件里没有网格"),
        ([["code"], ["WS", "more"]], "第 2 行：格数比列名多：含逗号的文字请加英文双引号。"),
        ([["code", "lng", "lat"], ["WS", "east", "46"]], "第 2 行：“east, 46”不是坐标点"),
        ([["code", "wkt"], ["WS", "POLYGON (("]], "第 2 行：wkt 不是有效图形"),
        ([["code"], ["W" * 50]], "第 2 行：“WWWWWWWWWWWWWWWWWWWW…”超过 40 个字。"),
    ],
    ids=["title row", "empty", "more cells", "no point", "no wkt", "long"],
)
def test_a_faulty_table_is_told_in_a_sentence(tmp_path, rows, sentence):
    assert sentences(table(tmp_path / "grids.csv", rows))[0].startswith(sentence)


def test_text_that_is_in_no_encoding_is_told_by_row(tmp_path):
    path = tmp_path / "grids.csv"
    path.write_bytes(b"code,name\nWS,\xff\xff\xff\n")

    assert sentences(path) == ["从第 2 行起既不是 UTF-8 也不是 GB18030 文字：请另存为 UTF-8。"]


def test_files_that_are_not_what_they_seem_are_told(tmp_path):
    for name in ("a.xlsx", "a.zip", "a.geojson", "a.gpkg", "a.shp"):
        (tmp_path / name).write_bytes(b"nothing of the kind")

        assert len(sentences(tmp_path / name)) == 1, name
    (tmp_path / "a.dwg").write_bytes(b"AC1032")
    assert sentences(tmp_path / "a.dwg")[0].startswith("不读取 .dwg 类文件")


def test_a_file_with_several_layers_asks_for_one(tmp_path):
    path = drawn(tmp_path / "grids.gpkg")
    meta, _ids, shapes, columns = pyogrio.raw.read(path)
    pyogrio.raw.write(
        path, shapes, columns, list(meta["fields"]), layer="old", crs=meta["crs"],
        geometry_type="Polygon", driver="GPKG", append=True,
    )  # fmt: skip

    assert sentences(path) == ["文件有多个图层，请说明用哪一个：grids, old。"]
    assert len(read_file(path, Manner(layer="old")).areas) == len(GRIDS)


def test_a_zip_with_two_drawings_is_refused(tmp_path):
    first = drawn(tmp_path / "grids.shp")
    drawn(tmp_path / "grids.geojson", crs="EPSG:4326")

    assert sentences(packed(first)) == ["压缩包里应只有一个图形文件，现有 2 个。"]


def test_columns_beyond_those_that_are_read_are_told_not_left_out(tmp_path):
    path = workbook(tmp_path / "grids.xlsx", [["code", *(f"c{n}" for n in range(60))], ["WS"]])

    assert sentences(path) == ["列数超过 60：请删去用不到的列。"]


def test_a_long_border_written_as_text_is_read(tmp_path):
    ring = ", ".join(f"{130 + n / 1e6} {46 + n % 2 / 1e6}" for n in range(12_000))
    rows = [["code", "wkt"], ["WS", f'"LINESTRING ({ring})"']]
    path = tmp_path / "roads.csv"
    path.write_text("\n".join(",".join(row) for row in rows))

    [area] = read_file(path).areas

    assert shapely.get_num_points(area.shape) == 12_000
