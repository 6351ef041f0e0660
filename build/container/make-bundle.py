#!/usr/bin/python3
"""make-bundle.py PROFILE SAMPLES RESULTS: makes the bundle in this folder, whose config.json 'crun spec --rootless' has written, one that runs
Servers.Tests in SAMPLES and has it write to RESULTS. What else there is in the container are this machine's programs, read-only."""
import json
import os
import shutil
import sys

profile, samples, results = sys.argv[1:]

# What Docker's default profile lets through only with CAP_SYS_PTRACE, and Podman's, which is otherwise the same here, always.
ONLY_IN_PODMAN = {"pidfd_getfd", "process_madvise", "kcmp"}


def applies(rule):
    """Whether a rule of the profile holds on this processor for a container without capabilities."""
    wanted, unwanted = rule.get("includes") or {}, rule.get("excludes") or {}
    return not wanted.get("caps") and "amd64" in wanted.get("arches", ["amd64"]) and "amd64" not in unwanted.get("arches", [])


def seccomp():
    with open(profile, encoding="utf-8") as file:
        content = json.load(file)
    rules = []
    for rule in filter(applies, content["syscalls"]):
        names = [name for name in rule["names"] if name not in ONLY_IN_PODMAN]
        rules.append({"names": names, "action": rule["action"], "args": rule.get("args") or []})
        if "errnoRet" in rule:
            rules[-1]["errnoRet"] = rule["errnoRet"]
    return {"defaultAction": content["defaultAction"], "defaultErrnoRet": 1, "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"], "syscalls": rules}


with open("config.json", encoding="utf-8") as file:
    config = json.load(file)

dotnet = os.path.realpath(shutil.which("dotnet"))
config["root"] = {"path": "rootfs", "readonly": True}
config["linux"]["seccomp"] = seccomp()
config["process"].update(
    terminal=False,
    noNewPrivileges=True,
    capabilities={kind: [] for kind in config["process"]["capabilities"]},
    cwd="/tmp",
    env=[f"PATH={os.environ['PATH']}", "HOME=/tmp", "DOTNET_CLI_TELEMETRY_OPTOUT=1", "CI=true"],
    args=[dotnet, f"{samples}/Servers.Tests/bin/Release/net10.0/Servers.Tests.dll", "-noLogo", "-noColor", "-parallel", "none",
          "-trx", f"{results}/Servers.Tests.trx"])
config["mounts"] = [mount for mount in config["mounts"] if mount["destination"] != "/sys/fs/cgroup"]
config["mounts"].append({"destination": "/tmp", "type": "tmpfs", "source": "tmpfs", "options": ["mode=1777"]})
for folder, access in [("/usr", "ro"), ("/etc", "ro"), (os.path.dirname(dotnet), "ro"), (samples, "ro"), (results, "rw")]:
    if folder == "/usr" or not folder.startswith("/usr/"):
        config["mounts"].append({"destination": folder, "type": "none", "source": folder, "options": ["rbind", access]})

os.mkdir("rootfs")
for link in ["bin", "sbin", "lib", "lib64"]:
    os.symlink(f"usr/{link}", f"rootfs/{link}")
with open("config.json", "w", encoding="utf-8") as file:
    json.dump(config, file)
