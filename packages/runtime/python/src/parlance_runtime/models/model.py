"""What generated models extend."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo


class Model(BaseModel):
    """An object of the contract, open: members that this version does not know are kept and sent again.

    A field that was never set is not sent; one that was set to `None` is sent as null; `model_fields_set` tells them
    apart.
    Fields are set by their names here, and read from the wire by the names there.
    """

    model_config = ConfigDict(
        extra="allow",
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
        protected_namespaces=(),
        arbitrary_types_allowed=True,
    )


class UnknownMember(Model):
    """A member of an open union that this version of the SDK does not know; it holds what was sent.

    Its members are attributes, and items of `model_extra`.
    """


def wire_name(name: str, field: FieldInfo) -> str:
    """The name of a field on the wire."""
    return field.serialization_alias or name
