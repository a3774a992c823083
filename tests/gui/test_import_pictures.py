"""Pictures on the import screen: each stands before the name of its file, and what is none says so."""

import numpy as np
from PySide6.QtCore import Qt

from gatescope.engine.protocol.messages import Column, ColumnType, Thumbnails
from gatescope.gui.importing.table import Page, PreviewModel, pictures_of

COLUMNS = (Column(name="picture", type=ColumnType.PICTURE), Column(name="caption", type=ColumnType.TEXT))
CELLS = (("a.png", "dark above"), ("b.png", "light above"), ("../c.png", "none"))


def test_a_picture_stands_before_the_name_of_its_file(qapp) -> None:
    pixels = np.zeros((2, 16, 16), np.uint8)
    pixels[0, 8:], pixels[1, :8] = 255, 255
    model = PreviewModel()
    shown = pictures_of((Thumbnails(place=0, records=(0, 1), pixels=pixels),))
    page = Page(COLUMNS, {}, CELLS, (2, 3, 4), frozenset({(2, 0)}), pictures=shown)
    model.show_page(page)
    for row, (above, below) in enumerate(((0, 255), (255, 0))):
        image = model.data(model.index(row, 0), Qt.ItemDataRole.DecorationRole).pixmap(16, 16).toImage()
        assert image.pixelColor(8, 2).red() == above
        assert image.pixelColor(8, 13).red() == below
        assert model.data(model.index(row, 1), Qt.ItemDataRole.DecorationRole) is None
    assert "no picture" in model.data(model.index(2, 0), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert model.show_page(page) is False
