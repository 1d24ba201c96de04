"""The look that an audience's settings ask for."""

from __future__ import annotations

import io
from base64 import b64encode
from pathlib import Path

from briefing.desk import Desk
from briefing.errors import SettingsError
from briefing.renderers import Look, look
from briefing.settings import Audience

LOGO_BYTES = 200_000  # it is written into every page and mail
LOGO_PIXELS = 4_000_000
LOGO_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}  # what every mail client draws


def audience_look(audience: Audience, desk: Desk) -> Look:
    """Templates, styles, columns, logo and labels of an audience's edition.

    Raises SettingsError for a logo that cannot be read or is too large.
    """
    return look(
        audience.name,
        desk.folder,
        audience.languages,
        template=audience.template,
        style=audience.style,
        logo=_logo(audience, desk.folder),
        labels=tuple(
            (language, message, text)
            for language, own in audience.labels.items()
            for message, text in own.items()
        ),
        address=desk.settings.output.address,
        attached=desk.settings.delivery.pdf,
        pdf_variant=desk.settings.output.pdf_variant,
    )


def _logo(audience: Audience, folder: Path | None) -> str:
    """The logo as a ``data:`` address; empty when there is none."""
    if not audience.logo:
        return ""
    path = (folder or Path()) / audience.logo
    where = f"logo of audience {audience.name!r}: {path}"
    try:
        size = path.stat().st_size
        if size > LOGO_BYTES:
            raise SettingsError(
                f"has {size / 1000:,.0f} KB", where=where, hint=f"at most {LOGO_BYTES // 1000} KB"
            )
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"cannot be read: {error.strerror}", where=where) from error
    return f"data:{_image_type(content, where)};base64,{b64encode(content).decode()}"


def _image_type(content: bytes, where: str) -> str:
    from PIL import Image, UnidentifiedImageError

    hint = f"{' or '.join(LOGO_TYPES)}, at most {LOGO_PIXELS / 1e6:g} million pixels"
    try:
        with Image.open(io.BytesIO(content), formats=tuple(LOGO_TYPES)) as image:
            kind, pixels = image.format or "", image.width * image.height
            if pixels <= LOGO_PIXELS:
                image.load()  # a cut-off file would break the PDF later
                return LOGO_TYPES[kind]
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise SettingsError("is no image that can be shown", where=where, hint=hint) from error
    raise SettingsError(f"has {pixels / 1e6:.0f} million pixels", where=where, hint=hint)
