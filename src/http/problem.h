#pragma once

#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace jiheng::http {

/// The one mapping from failures to HTTP statuses.
int status_of(ErrorCode code);

/// A problem document (RFC 9457) of an expected failure: title, detail, and every finding as an entry of
/// `errors`. Of `internal` and `unavailable` failures the message is only noted for the log; the latter says
/// when to try again.
Response problem(const Error& error);

/// 401: nobody is logged in, the session is over, or the log-in is not complete. Pages keep what was typed
/// and show a log-in dialog.
Response login_problem(std::string_view detail);

/// One of the server's own refusals, such as 404, 405, 413.
Response problem(int status, std::string_view detail = {});

}  // namespace jiheng::http
