"""failed-tests.py FILE: the failed tests of xunit's results or of a TRX file, a line each: the name, a tab, and the first lines of the message
with ' | ' between them."""

import sys
import xml.etree.ElementTree as xml

LINES = 4

TRX = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"


def failed(root):
    if root.tag.startswith(TRX):
        for result in root.iter(TRX + "UnitTestResult"):
            if result.get("outcome") == "Failed":
                yield result.get("testName"), result.findtext(f".//{TRX}Message")
    else:
        for test in root.iter("test"):
            if test.get("result") == "Fail":
                yield test.get("name"), test.findtext("failure/message")


for name, message in failed(xml.parse(sys.argv[1]).getroot()):
    said = [line.strip() for line in (message or "").splitlines() if line.strip()]
    # xunit writes quotes with a backslash.
    print(name.replace('\\"', '"'), " | ".join(said[:LINES]).replace('\\"', '"'), sep="\t")
