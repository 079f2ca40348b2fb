"""Stanza's tokenizer with a newspaper's line ends: the variant `newspaper` of its `tokenize` processor.

Importing this module registers it; `stanza.Pipeline(…, tokenize_with_newspaper=True)` uses it with the tokenizer model
that the pipeline would load anyway, the bundled one or Stanza's own. Offsets are into exactly the text that was given.
"""

import re

from stanza.models.common.doc import Document
from stanza.models.tokenization.data import TokenizationDataset
from stanza.models.tokenization.utils import output_predictions
from stanza.pipeline.processor import ProcessorVariant, register_processor_variant
from stanza.pipeline.tokenize_processor import TOKEN_TOO_LONG_REPLACEMENT, TokenizeProcessor

from service.nlp.piecewise import load_trainer
from service.nlp.segmentation import Token, paragraphs, tidy

VARIANT = "newspaper"
_LONGEST_INPUT: int = TokenizeProcessor.MAX_SEQ_LENGTH_DEFAULT
_ENDLESS = re.compile(r"\S{1000}")
"""Stanza's rules for addresses take the square of the length of a run without white space; such a run is no address."""
_CONTRACTION = "MWT=Yes"  # what Stanza's expander looks for


@register_processor_variant("tokenize", VARIANT)
class NewspaperTokenizer(ProcessorVariant):
    OVERRIDE = True

    def __init__(self, config: dict[str, object]) -> None:
        device = config.get("device", "cpu")
        self._trainer = load_trainer(config["model_path"], config.get("forward_charlm_path"), device)
        self._config = {**self._trainer.args, **config}

    def process(self, document: str | Document) -> Document:
        text = document if isinstance(document, str) else document.text
        return to_document(tidy(self._read(text), text), text)

    def _read(self, text: str) -> list[list[Token]]:
        """Sentences as the model cuts them; Stanza looks its tokens up in `text` itself, which keeps offsets exact."""
        parted = "\n\n".join(paragraphs(text))
        if not parted:
            return []
        batches = TokenizationDataset(
            self._config,
            input_text=parted,
            vocab=self._trainer.vocab,
            evaluation=True,
            dictionary=self._trainer.dictionary,
        )
        *_, sentences = output_predictions(
            None,
            self._trainer,
            batches,
            self._trainer.vocab,
            None,
            _LONGEST_INPUT,
            orig_text=text,
            use_regex_tokens=not _ENDLESS.search(text),
        )
        return [
            [Token(row["text"], row["start_char"], row["end_char"], row.get("misc") == _CONTRACTION) for row in rows]
            for rows in sentences
        ]


def to_document(sentences: list[list[Token]], text: str) -> Document:
    rows = [
        [
            {
                "id": (number,),
                "text": token.text if len(token.text) <= _LONGEST_INPUT else TOKEN_TOO_LONG_REPLACEMENT,
                "start_char": token.start,
                "end_char": token.end,
                **({"misc": _CONTRACTION} if token.contraction else {}),
            }
            for number, token in enumerate(sentence, 1)
        ]
        for sentence in sentences
    ]
    return Document(rows, text)
