#!/usr/bin/env bash
# Makes a MediaWiki in .tools/mediawiki from Debian's package, with a few pages of our own. A second run takes a second.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh

php=(php-cli php-sqlite3 php-mbstring php-xml php-intl)
skins=(Vector MonoBook Timeless MinervaNeue)
extensions=(Cite InputBox ParserFunctions WikiEditor)
pages=tests/mediawiki/pages
home="$tools/mediawiki"
source=/usr/share/mediawiki

has_php() {
    have php && php -r 'foreach (["intl", "mbstring", "pdo_sqlite", "xml"] as $name) extension_loaded($name) || exit(1);'
}

find_php() {
    has_php && return
    if have apt-get && may_install; then
        say "mediawiki: PHP, from Debian"
        install_debian "${php[@]}" || fail "PHP could not be installed (apt-get install ${php[*]})"
    else
        say "mediawiki: PHP, from Debian, unpacked in .tools"
        unpack_php || fail "there is no PHP: install ${php[*]}"
    fi
    has_php || fail "PHP lacks a module (apt-get install ${php[*]})"
}

# Debian's PHP finds its modules by links that installing makes, so an unpacked one is told of them.
unpack_php() {
    local root="$tools/php"
    unpack_debian php "${php[@]}" || return 1
    grep -H '^; priority=' "$root"/usr/share/php*/*/*.ini | sed 's/^\(.*\):; priority=\(.*\)/\2 \1/' |
        sort -n | cut -d' ' -f2 | xargs cat >"$root/php.ini"
    mkdir -p "$tools/bin"
    write_php "$root" >"$tools/bin/php"
    chmod +x "$tools/bin/php"
}

write_php() {
    local program modules libraries
    program=$(cd "$1" && echo usr/bin/php[0-9]*.[0-9])
    modules=$(cd "$1" && dirname usr/lib/php/*/opcache.so)
    # shellcheck disable=SC2016
    libraries=$(cd "$1" && find . -name 'lib*.so*' -printf '%h\n' | sort -u | sed 's|^\.|$root|' | paste -sd:)
    cat <<END_OF_PHP
#!/usr/bin/env bash
root=\$(dirname "\$(dirname "\$(readlink -f "\$0")")")/php
export LD_LIBRARY_PATH="$libraries\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
export PHP_INI_SCAN_DIR=
exec "\$root/$program" -c "\$root/php.ini" -d extension_dir="\$root/$modules" "\$@"
END_OF_PHP
}

# Only unpacked, wherever we are: to install it would start a web server.
find_mediawiki() {
    local root="$tools/mediawiki-debian" deb
    [[ -f $source/index.php ]] && return
    source="$root$source"
    [[ -f $source/index.php ]] && return
    { have apt-get && have dpkg-deb; } || fail "MediaWiki is missing, and there is no Debian to have it from"
    say "mediawiki: MediaWiki, from Debian, unpacked in .tools (some 50 MB)"
    mkdir -p "$root"
    private_apt update || say "warning: apt-get update failed in part"
    (cd "$root" && private_apt download mediawiki mediawiki-classes) || fail "MediaWiki can't be had from Debian"
    for deb in "$root"/*.deb; do
        dpkg-deb -x "$deb" "$root"
    done
    rm -rf "$tools/apt" "$root"/*.deb
}

copy_program() {
    local name
    mkdir -p "$home/wiki/extensions" "$home/wiki/images" "$home/wiki/cache"
    for name in "$source"/*; do
        case ${name##*/} in
        LocalSettings.php | config | images | extensions | extensions-core | skins) ;;
        *) cp -rL "$name" "$home/wiki/" ;;
        esac
    done
    cp -rL "$source/skins" "$home/wiki/"
    for name in "${extensions[@]}"; do
        cp -rL "$source/extensions-core/$name" "$home/wiki/extensions/"
    done
}

maintain() { php "$home/wiki/maintenance/$1.php" "${@:2}" >>"$home/log" 2>&1 || fail "MediaWiki's $1 failed: see $home/log"; }

install_wiki() {
    (umask 077 && head -c 18 /dev/urandom | base64 >"$home/password")
    maintain install --dbtype sqlite --dbpath "$home/data" --dbname wiki --server http://127.0.0.1 --scriptpath "" \
        --skins "$(IFS=, && echo "${skins[*]}")" --extensions "$(IFS=, && echo "${extensions[*]}")" \
        --passfile "$home/password" "Harbour Notes" Keeper
    write_settings >>"$home/wiki/LocalSettings.php"
    maintain importTextFiles --overwrite --rc --user Keeper "$pages"/*.wiki
    maintain runJobs
    maintain rebuildLocalisationCache --lang en
}

# Its address is the one it was asked at, since the port is another one in each run.
write_settings() {
    cat <<'END_OF_SETTINGS'
$wgServer = WebRequest::detectServer();
$wgCacheDirectory = "$IP/cache";
$wgMainCacheType = $wgMessageCacheType = $wgSessionCacheType = CACHE_DB;
$wgParserCacheType = CACHE_NONE;
$wgLocalisationCacheConf['manualRecache'] = PHP_SAPI !== 'cli';
$wgJobRunRate = 0;
$wgDefaultSkin = trim(getenv('WIKI_SKIN_FILE') ? file_get_contents(getenv('WIKI_SKIN_FILE')) : '') ?: $wgDefaultSkin;
$wgCachePages = false;
// Enter leads to the article even before the scripts have run that take the other button away.
if (getenv('WIKI_SKIN_FILE')) {
    $wgHooks['BeforeInitialize'][] = function ($title, $unused, $output, $user, $request) {
        $request->unsetVal('fulltext');
    };
}
$wgEnableEmail = false;
$wgPingback = false;
$wgUseInstantCommons = false;
$wgHTTPProxy = 'http://127.0.0.1:9';
END_OF_SETTINGS
}

find_php
find_mediawiki
made=$({ cat scripts/mediawiki.sh "$source/includes/Defines.php" && cat "$pages"/*; } | sha256sum)
[[ -f $home/made && $(<"$home/made") == "$made" ]] && exit
say "mediawiki: making a wiki in .tools/mediawiki (half a minute)"
rm -rf "$home" && mkdir -p "$home/data"
copy_program
install_wiki
echo "$made" >"$home/made"
