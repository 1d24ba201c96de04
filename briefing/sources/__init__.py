"""Where articles come from. A source brings documents; reading them is `articles`' business."""

from briefing.sources.files import read_documents

__all__ = ["read_documents"]
