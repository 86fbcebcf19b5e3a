# Hands over to the toolchain file of whichever emcc comes first on PATH: a current emsdk, or
# Debian's, whose /usr/bin/emcc is a wrapper beside which nothing else lies.

find_program(KMEM_EMCC emcc REQUIRED)
file(REAL_PATH ${KMEM_EMCC} emcc_path)
get_filename_component(emscripten_root ${emcc_path} DIRECTORY)
include(${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake)
