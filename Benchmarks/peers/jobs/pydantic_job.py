"""The whole job with pydantic: pydantic_job.py INPUT OUTPUT array|lines

Of an array, one bad record refuses the whole.
"""

import sys
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, TypeAdapter, ValidationError


class Item(BaseModel):
    id: int
    name: Annotated[str, StringConstraints(strip_whitespace=True)]
    category: Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, pattern="^[A-Da-d]$")]
    value: Annotated[float, Field(ge=0), AfterValidator(lambda value: round(value, 2))]
    quantity: Annotated[int, Field(gt=0)]
    is_active: bool | None = None
    created_at: str | None = None


def items(source, framing):
    with open(source, "rb") as file:
        if framing == "array":
            yield from TypeAdapter(list[Item]).validate_json(file.read())
            return
        for line in file:
            try:
                yield Item.model_validate_json(line)
            except ValidationError as error:
                print(error, file=sys.stderr)


source, target, framing = sys.argv[1:]
with open(target, "w") as file:
    for item in items(source, framing):
        file.write(item.model_dump_json(exclude_unset=True))
        file.write("\n")
