"""Which columns say of each step in which state it is: names in several languages, from what they are called alone."""

import re

from gatescope.engine.data.tables.target_names import either, plain

_STATE = either(
    "label|labels|labelled|class|classes|category|anomaly|anomalies|anomalous|outlier|outliers|attack|activity|"
    "activities|gesture|fault|faults|failure|breakdown|ground truth|stage|klasse|anomalie|störung|fehler|aktivität|"
    "classe|étiquette|panne|activité|clase|etiqueta|anomalía|actividad|fallo|rótulo|atividade|etichetta|attività",
    "라벨|레이블|클래스|분류|이상|고장|불량|활동|행동|동작|공격|ラベル|異常|故障|活動|行動|标签|標籤|类别|異常|异常|活动|攻击",
)
_MODE = either(
    "state|states|status|mode|phase|regime|occupancy|occupied|event|events|zustand|modus|état|estado|stato",
    "상태|모드|재실|이벤트|状態|状态|狀態|模式",
)
_TARGET = re.compile("^(?:y|target|output|정답|목표)$")


def is_state(name: str) -> bool:
    """Whether it is called like a class that is to be told of each step."""
    return _STATE.search(plain(name)) is not None


def is_mode(name: str) -> bool:
    """Whether it is called like a class where its cells are few whole numbers and nothing else is the target."""
    return any(pattern.search(plain(name)) for pattern in (_MODE, _TARGET))
