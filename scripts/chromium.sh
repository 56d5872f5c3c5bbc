#!/usr/bin/env bash
# Makes sure that there is a Chromium with Chinese fonts, from the distribution's packages. CHROMIUM names another one.
set -euo pipefail
if [[ -n ${CHROMIUM:-} ]] || { [[ -x /usr/bin/chromium ]] && fc-list 2>/dev/null | grep -q CJK; }; then
    exit 0
fi
echo "installing chromium and fonts-noto-cjk"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
