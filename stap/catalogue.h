/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * catalogue.h - the list of all errors of pass 2 that --semantic-keep-going asks for.
 */
#ifndef STAP_CATALOGUE_H
#define STAP_CATALOGUE_H

struct diag;

/*
 * On stderr: "SEMANTIC_ERRORS: N", then a line with tabs for each error and each of its
 * causes, "SEMANTIC_ERROR", file, line, column, token, message; "SEMANTIC_ERRORS_END".
 */
void catalogue_print(const struct diag *d);

#endif
