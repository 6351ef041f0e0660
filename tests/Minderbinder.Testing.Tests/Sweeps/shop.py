# Takes an order: into a journal, with a receipt, and counted in a state that is replaced as a whole. Prints
# "confirmed", or "refused" if it could not be taken. "buggy" has four faults that show only if a call fails.
import errno
import os
import sys
import time

folder, is_buggy = sys.argv[1], sys.argv[2] == "buggy"


def open_file(name, flags):
    return os.open(os.path.join(folder, name), flags | os.O_CREAT, 0o644)


def open_patiently(name, flags):
    tries = 0
    while True:
        try:
            return open_file(name, flags)
        except OSError as error:
            tries += 1
            # Fault: it waits for a descriptor for ever.
            if error.errno != errno.EMFILE or (not is_buggy and tries == 5):
                raise
            time.sleep(0.01)


def append(file, line):
    if not is_buggy:
        os.write(file, line)
        os.fsync(file)
        return
    try:
        os.write(file, line)
        os.fsync(file)
    except OSError:
        # Fault: if it was fsync that failed, the order is there twice now.
        os.write(file, line)
        os.fsync(file)


def write_receipt(file, line):
    try:
        os.write(file, line)
    except OSError:
        # Fault: nobody looks whether there is a receipt.
        if not is_buggy:
            raise


def count(number):
    file = open_patiently("state.tmp", os.O_WRONLY | os.O_TRUNC)
    os.write(file, b"%d" % number)
    path = os.path.join(folder, "state")
    if is_buggy:
        # Fault: if fsync fails, the order is refused and counted.
        os.rename(path + ".tmp", path)
        os.fsync(file)
    else:
        os.fsync(file)
        os.rename(path + ".tmp", path)


def take(order):
    files = []
    try:
        for name in ("journal", "receipts"):
            files.append(open_file(name, os.O_WRONLY | os.O_APPEND))
        append(files[0], order)
        write_receipt(files[1], order)
        count(1)
        return "confirmed"
    except OSError as error:
        for file in files:
            os.ftruncate(file, 0)
        return f"refused: {error}"


print(take(b"nut\n"))
