// HTTPS with a certificate made for the test, spoken to by OpenSSL itself.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>

#include "http/problem.h"
#include "http/server.h"
#include "support/temp_dir.h"

namespace jiheng::http {
namespace {

namespace fs = std::filesystem;

struct PemFiles {
  std::string certificate;
  std::string key;
};

/// A self-signed certificate for localhost and its key, in `folder`.
PemFiles make_certificate(const fs::path& folder, const char* name) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, void (*)(X509*)> certificate(X509_new(), X509_free);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                             -1, -1, 0);
  X509_set_issuer_name(certificate.get(), subject);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  PemFiles files{(folder / (std::string(name) + ".crt")).string(),
                 (folder / (std::string(name) + ".key")).string()};
  std::FILE* out = std::fopen(files.certificate.c_str(), "w");
  PEM_write_X509(out, certificate.get());
  std::fclose(out);
  out = std::fopen(files.key.c_str(), "w");
  PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(out);
  return files;
}

int connect_loopback(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  return socket;
}

/// What the server answers to `request` over TLS of at most `version`; "" when they do not agree on a
/// connection.
std::string ask_over_tls(std::uint16_t port, std::string_view request, int version) {
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  SSL_CTX_set_security_level(context.get(),
                             0);  // so that the client would speak old versions, if the server did
  SSL_CTX_set_max_proto_version(context.get(), version);
  const std::unique_ptr<SSL, void (*)(SSL*)> tls(SSL_new(context.get()), SSL_free);
  const int socket = connect_loopback(port);
  SSL_set_fd(tls.get(), socket);
  std::string answer;
  if (SSL_connect(tls.get()) == 1) {
    SSL_write(tls.get(), request.data(), static_cast<int>(request.size()));
    char bytes[65536];
    for (int got = 0; (got = SSL_read(tls.get(), bytes, sizeof bytes)) > 0;)
      answer.append(bytes, static_cast<std::size_t>(got));
  }
  ::close(socket);
  return answer;
}

class Tls : public ::testing::Test {
 protected:
  void SetUp() override {
    files_ = make_certificate(dir_.path(), "a");
    options_.port = 0;
    options_.address = "127.0.0.1";
    options_.tls_certificate = files_.certificate;
    options_.tls_key = files_.key;
    options_.limits.sweep_every = std::chrono::milliseconds(20);
    options_.limits.handshake_time = std::chrono::milliseconds(300);
  }
  Result<std::unique_ptr<Server>> listen() {
    const auto handler = [](Request&& request) {
      Response response;
      response.body = request.path == "/big" ? std::string(2'000'000, 'x') : request.path;
      return response;
    };
    return Server::listen(options_, handler, [](int status) { return problem(status); });
  }

  jiheng::testing::TempDir dir_;
  PemFiles files_;
  ServerOptions options_;
};

TEST_F(Tls, refuses_a_key_that_belongs_to_another_certificate) {
  options_.tls_key = make_certificate(dir_.path(), "b").key;
  const auto refused = listen();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
}

TEST_F(Tls, answers_over_modern_versions_only_and_survives_clients_that_speak_none) {
  auto server = listen();
  ASSERT_TRUE(server) << to_string(server.error());
  std::thread running([&] { (*server)->run(); });
  const auto port = (*server)->port();
  EXPECT_TRUE((*server)->address().starts_with("https://127.0.0.1:"));

  const int silent = connect_loopback(port);  // says nothing: must not hold anybody up
  const int plain = connect_loopback(port);
  EXPECT_GT(::send(plain, "GET / HTTP/1.1\r\n\r\n", 18, MSG_NOSIGNAL), 0);
  EXPECT_EQ(ask_over_tls(port, "GET /old HTTP/1.1\r\nHost: a\r\n\r\n", TLS1_1_VERSION), "");
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const auto answer =
        ask_over_tls(port, "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", version);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
    EXPECT_TRUE(answer.ends_with("\r\n\r\n/hello")) << answer;
  }
  const auto big =
      ask_over_tls(port, "GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", TLS1_3_VERSION);
  EXPECT_GT(big.size(), 2'000'000U);

  ::close(silent);
  ::close(plain);
  (*server)->stop();
  running.join();
}

}  // namespace
}  // namespace jiheng::http
