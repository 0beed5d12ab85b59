"""Exports of web shops: Shopify, WooCommerce, Allegro."""

from __future__ import annotations

from segcore.errors import LabradorError
from segcore.readers.content import TABLES, Content
from segcore.readers.format import Format
from segcore.readers.lists import build
from segcore.readers.lists.listing import LAYOUT, Line, Listing, by_status, header
from segcore.readers.records import Records

_SHOPIFY_STATUS = by_status("financialstatus")
_ALLEGRO_STATUS = by_status("sellerstatus", "orderstatus", "status")


def _shopify(line: Line) -> str:
    return "cancelled" if line.text("cancelledat") else _SHOPIFY_STATUS(line)


def _allegro(line: Line) -> str:
    """Only rows of the type `order`; the lines of the orders stand in a table of their own below."""
    kind = line.text("type").casefold()
    return LAYOUT if kind not in ("order", "zamówienie", "") else _ALLEGRO_STATUS(line)


SHOPIFY = Listing(
    name="shopify",
    title="Shopify orders",
    needs=(("name",), ("financialstatus",), ("total",), ("createdat", "paidat"), ("lineitemname", "lineitemquantity")),
    amount=("total",),
    customer=("billingcompany", "billingname", "shippingcompany", "shippingname"),
    contact=("email", "phone"),
    date=("createdat", "paidat"),
    refund=("refundedamount",),
    once=("name",),
    paid=("financialstatus",),
    roles=(("document", ("name",)), ("currency", ("currency",)), ("region", ("billingcountry", "shippingcountry"))),
    basis="gross",
    judge=_shopify,
)
_CUSTOMERS = Listing(
    name="shopify",
    title="Shopify customers",
    needs=(("firstname",), ("totalspent",), ("totalorders",)),
    amount=("totalspent",),
    customer=("company", "defaultaddresscompany"),
    date=(),
)
WOOCOMMERCE = Listing(
    name="woocommerce",
    title="WooCommerce orders",
    needs=(
        ("orderid", "ordernumber", "order", "orderno"),
        ("orderstatus", "status", "poststatus"),
        ("orderdate", "date", "datecreated", "orderdatetime", "completeddate"),
        ("ordertotal", "ordertotalamount", "ordertotalamountrefund", "nrevenue", "netsales", "orderamount"),
        (
            "companybilling",
            "billingcompany",
            "firstnamebilling",
            "billingfirstname",
            "lastnamebilling",
            "billinglastname",
            "fullnamebilling",
            "emailbilling",
            "billingemail",
            "customertype",
            "billingname",
        ),
    ),
    never=("sellerstatus", "lineitemname", "financialstatus"),
    amount=(
        "ordertotal",
        "ordertotalamount",
        "ordertotalamountrefund",
        "orderamount",
        "nrevenue",
        "netsales",
    ),
    customer=(
        "companybilling",
        "billingcompany",
        "companyshipping",
        "shippingcompany",
        "fullnamebilling",
        "billingname",
        "customer",
    ),
    names=("firstnamebilling", "lastnamebilling", "billingfirstname", "billinglastname"),
    contact=("emailbilling", "billingemail", "customeremail", "customerid"),
    date=("orderdate", "datecreated", "date", "orderdatetime", "completeddate"),
    refund=("orderrefundamount", "refundedtotal", "totalrefunded", "refundtotal", "totalrefundamount"),
    paid=("orderstatus", "status", "poststatus"),
    once=("ordernumber", "orderid", "order", "orderno"),
    roles=(
        ("document", ("ordernumber", "orderid", "order", "orderno")),
        ("currency", ("ordercurrency", "currency", "currencycode")),
        ("tax_id", ("billingnip", "nip", "vatnumber", "billingvat", "vatnumberbilling", "billingvatnumber")),
        ("region", ("countrycodebilling", "billingcountry", "countrybilling", "countrynamebilling")),
    ),
    basis="gross",
    judge=by_status("orderstatus", "status", "poststatus"),
)
ALLEGRO = Listing(
    name="allegro",
    title="Allegro orders",
    needs=(
        ("orderid",),
        ("buyerlogin", "buyername", "buyeremail"),
        ("totaltopayamount", "paymentamount"),
        ("orderdate",),
    ),
    amount=("totaltopayamount", "paymentamount"),
    customer=("buyercompany", "invoicecompanyname", "buyername"),
    names=("buyerfirstname", "buyerlastname"),
    contact=("buyerlogin", "buyeremail", "buyerid"),
    date=("orderdate",),
    once=("orderid",),
    roles=(
        ("document", ("orderid",)),
        ("currency", ("totaltopaycurrency", "paymentcurrency")),
        ("tax_id", ("invoicetaxid", "buyertaxid")),
    ),
    basis="gross",
    judge=_allegro,
)


def _claims(content: Content) -> bool:
    return any(header(listing, content.first_rows) is not None for listing in (SHOPIFY, _CUSTOMERS))


def _read(content: Content) -> Records:
    """Raises LabradorError file.customers_list for the export of customers, which says nothing of sales."""
    if header(SHOPIFY, content.first_rows) is None:
        raise LabradorError("file.customers_list", file=content.file.name)
    return build.read(SHOPIFY, content)


FORMATS = (
    Format("shopify", SHOPIFY.title, "list", ("csv",), TABLES, _claims, _read),
    *map(build.table_format, (WOOCOMMERCE, ALLEGRO)),
)
