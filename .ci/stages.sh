# Sourced by the stages of .ci/run: what is more than one command.

# The pinned pnpm, fetched by npx; its scripts install the dependencies themselves.
pnpm() {
  npx pnpm "$@"
}

# Only what is missing is installed, so that a machine that has it all needs no network.
require_packages() {
  if command -v redis-server && command -v tmux && ls /usr/lib/postgresql/*/bin/initdb; then
    echo 'all there'
  else
    install_services
  fi
}

# The tarball as it would be published: its manifest, and its types as each module resolution sees them.
check_package() {
  local folder tarball
  folder=$(mktemp -d)
  pnpm pack --pack-destination "$folder" || return 1
  tarball=$(ls "$folder"/*.tgz) || return 1
  npx publint --strict "$tarball" && npx attw --profile esm-only "$tarball"
  local status=$?
  rm -rf "$folder"
  return "$status"
}
