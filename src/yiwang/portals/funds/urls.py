"""Addresses of funds: for everybody, and for those who keep them."""

from django.urls import path

from yiwang.portals.funds import desk, entering, founding, public, tables

urlpatterns = [
    path("funds/", public.listed, name="funds"),
    path("funds/<slug:code>/", public.fund, name="fund"),
    path("funds/<slug:code>/ledger.csv", tables.as_csv, name="fund_csv"),
    path("funds/<slug:code>/ledger.json", tables.as_json, name="fund_json"),
    path("desk/funds/", desk.listed, name="funds_desk"),
    path("desk/funds/new", founding.new, name="funds_new"),
    path("desk/funds/of/<slug:code>/", desk.fund, name="funds_fund"),
    path("desk/funds/of/<slug:code>/gift", entering.gift, name="funds_gift"),
    path("desk/funds/of/<slug:code>/grant", entering.grant, name="funds_grant"),
    path("desk/funds/of/<slug:code>/back", entering.back, name="funds_back"),
    path("desk/funds/lines/<int:entry_id>/decide", desk.decide, name="funds_decide"),
    path("desk/funds/lines/<int:entry_id>/undo", entering.undo, name="funds_undo"),
]
