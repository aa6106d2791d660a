"""The database adds up the ledger of a fund, and lets nothing of it be altered; only a grant that
waits may be decided on."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION exchange_signed(entry exchange_fundentry) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT CASE entry.kind
    WHEN 'gift' THEN entry.amount
    WHEN 'back' THEN entry.amount
    WHEN 'grant' THEN -entry.amount
    ELSE (SELECT CASE undone.kind WHEN 'grant' THEN undone.amount ELSE -undone.amount END
          FROM exchange_fundentry undone WHERE undone.id = entry.undoes_id)
  END
$$;

CREATE FUNCTION exchange_keep_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.is_approved AND (TG_OP = 'INSERT' OR NOT OLD.is_approved) THEN
    UPDATE exchange_fund SET balance = balance + exchange_signed(NEW) WHERE id = NEW.fund_id;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION exchange_refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NOT OLD.is_approved AND OLD.declined_because = ''
     AND (NEW.fund_id, NEW.kind, NEW.amount, NEW.card_id, NEW.words, NEW.entered_at)
       = (OLD.fund_id, OLD.kind, OLD.amount, OLD.card_id, OLD.words, OLD.entered_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'The ledger of a fund is never edited: enter the mistake back.'
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER exchange_ledger_never_edited BEFORE UPDATE OR DELETE ON exchange_fundentry
  FOR EACH ROW EXECUTE FUNCTION exchange_refuse_edit();
CREATE TRIGGER exchange_balance_kept AFTER INSERT OR UPDATE ON exchange_fundentry
  FOR EACH ROW EXECUTE FUNCTION exchange_keep_balance();
"""

BACKWARD = """
DROP TRIGGER exchange_balance_kept ON exchange_fundentry;
DROP TRIGGER exchange_ledger_never_edited ON exchange_fundentry;
DROP FUNCTION exchange_refuse_edit();
DROP FUNCTION exchange_keep_balance();
DROP FUNCTION exchange_signed(exchange_fundentry);
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_cards_claims_and_funds")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
