/* What 'dotnet' is on a machine with .NET: the packages of a runtime have everything of it but this. */
#include <dlfcn.h>
#include <stdio.h>

#ifndef ROOT
#error "ROOT is to be the folder of .NET"
#endif

int main(int argc, const char **argv)
{
	int (*start)(int, const char **, const char *, const char *, const char *);
	void *library = dlopen(ROOT "/host/fxr/" VERSION "/libhostfxr.so", RTLD_NOW);
	*(void **)&start = library ? dlsym(library, "hostfxr_main_startupinfo") : NULL;
	if (!start) {
		fprintf(stderr, "dotnet: %s\n", dlerror());
		return 1;
	}
	return start(argc, argv, ROOT "/dotnet", ROOT, ROOT "/dotnet.dll");
}
