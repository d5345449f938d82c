"""Exchange formats: augmented manifests out to COCO, YOLO, Pascal VOC, CoNLL, Parquet, Label Studio, and back.

Plain functions on streams and paths, usable as a library by itself; nothing here knows a database or an object store.
What comes in is read once per pass, line by line, into the values of `labelled_items`; what a format cannot hold is
said in `remarks`, with the manifest's line number, and never dropped silently.
"""
