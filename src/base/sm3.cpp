#include "base/sm3.h"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace jiheng {
namespace {

/// One context a thread, made ready once: looking the algorithm up costs more than hashing a short text.
EVP_MD_CTX* sm3_context() {
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                     EVP_MD_CTX_free);
  return context.get();
}

const EVP_MD* sm3_algorithm() {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(
      EVP_MD_fetch(nullptr, "SM3", nullptr), EVP_MD_free);
  return algorithm.get();
}

}  // namespace

Sm3Digest sm3(std::string_view bytes) {
  Sm3Digest digest{};
  EVP_MD_CTX* context = sm3_context();
  if (EVP_DigestInit_ex(context, sm3_algorithm(), nullptr) != 1 ||
      EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context, digest.data(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL has no SM3");
  }
  return digest;
}

std::string to_hex(const Sm3Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const auto byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace jiheng
