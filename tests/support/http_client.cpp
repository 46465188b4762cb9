#include "support/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace jiheng::testing {
namespace {

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

}  // namespace

std::string HttpAnswer::header(std::string_view name) const {
  const auto found = headers.find(std::string(name));
  return found == headers.end() ? std::string() : found->second;
}

HttpConnection::HttpConnection(std::uint16_t port, std::chrono::milliseconds limit) : limit_(limit) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const std::string reason = std::strerror(errno);
    ::close(socket_);
    throw std::runtime_error("cannot connect: " + reason);
  }
}

HttpConnection::HttpConnection(HttpConnection&& other) noexcept
    : socket_(other.socket_), limit_(other.limit_), buffer_(std::move(other.buffer_)) {
  other.socket_ = -1;
}

HttpConnection::~HttpConnection() {
  if (socket_ >= 0) ::close(socket_);
}

void HttpConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error(std::string("cannot send: ") + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void HttpConnection::finish_sending() { ::shutdown(socket_, SHUT_WR); }

bool HttpConnection::fill() {
  pollfd wait{socket_, POLLIN, 0};
  if (::poll(&wait, 1, static_cast<int>(limit_.count())) <= 0)
    throw std::runtime_error("the server is silent");
  std::array<char, 65536> bytes;
  const auto got = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (got > 0) buffer_.append(bytes.data(), static_cast<std::size_t>(got));
  return got > 0;
}

HttpAnswer HttpConnection::read_answer(bool head_only) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) throw std::runtime_error("the server hung up before the head was complete: " + buffer_);
  }
  HttpAnswer answer;
  const std::string head = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  answer.status = std::stoi(head.substr(head.find(' ') + 1, 3));
  for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
    const auto stop = head.find("\r\n", at);
    const auto colon = head.find(": ", at);
    answer.headers[lower_case(head.substr(at, colon - at))] = head.substr(colon + 2, stop - colon - 2);
    at = stop + 2;
  }
  if (head_only || answer.status == 304 || answer.status == 204 || answer.status < 200) return answer;
  const auto length = static_cast<std::size_t>(std::stoull(answer.header("content-length")));
  while (buffer_.size() < length) {
    if (!fill()) throw std::runtime_error("the server hung up in the middle of a body");
  }
  answer.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return answer;
}

bool HttpConnection::ends() {
  try {
    while (fill()) {
    }
  } catch (const std::runtime_error&) {
    return false;
  }
  return true;
}

HttpAnswer http_request(std::uint16_t port, std::string_view method, std::string_view target,
                        const std::vector<std::string>& headers, std::string_view body) {
  std::string text;
  text.append(method).append(" ").append(target).append(
      " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
  for (const auto& header : headers) text.append(header).append("\r\n");
  if (!body.empty()) text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  text.append("\r\n").append(body);
  HttpConnection connection(port);
  connection.send(text);
  return connection.read_answer(method == "HEAD");
}

}  // namespace jiheng::testing
