"""The whole job with msgspec: msgspec_job.py INPUT OUTPUT array|lines"""

import sys

import msgspec


class Item(msgspec.Struct, omit_defaults=True):
    id: int
    name: str
    category: str
    value: float
    quantity: int
    is_active: bool | msgspec.UnsetType = msgspec.UNSET
    created_at: str | msgspec.UnsetType = msgspec.UNSET


source, target, framing = sys.argv[1:]
with open(source, "rb") as file:
    data = file.read()
items = (
    msgspec.json.Decoder(list[Item]).decode(data)
    if framing == "array"
    else msgspec.json.Decoder(Item).decode_lines(data)
)
accepted = []
for item in items:
    item.name = item.name.strip()
    item.category = item.category.strip().upper()
    item.value = round(item.value, 2)
    if item.value >= 0 and item.quantity > 0 and item.category in ("A", "B", "C", "D"):
        accepted.append(item)
with open(target, "wb") as file:
    file.write(msgspec.json.Encoder().encode_lines(accepted))
