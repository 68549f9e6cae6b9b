#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <snsuapi/export.hpp>
#include <string>
#include <string_view>

namespace snsuapi {

/// HTTP header fields in the order they were added, in one block of text.
/// Names compare without regard to case (RFC 9110, 5.1). Thread safety: that of a plain value.
class SNSUAPI_API HttpHeaders {
 public:
  /// Appends a field. Returns false, and adds nothing, when name or value holds a character that would end the line
  /// (CR, LF, NUL), or the name is empty or holds a colon or a space.
  bool add(std::string_view name, std::string_view value);
  /// Appends all fields of another.
  void append(const HttpHeaders& fields);

  /// The value of the first field of this name. The view lives until the next change of this object.
  std::optional<std::string_view> get(std::string_view name) const noexcept;

  /// Calls visit(std::string_view name, std::string_view value) for each field, in order.
  template <class Visitor>
  void forEach(Visitor&& visit) const {
    for (std::size_t at = 0; at < text_.size();) {
      const Field field = fieldAt(at);
      visit(field.name, field.value);
      at = field.next;
    }
  }

  bool empty() const noexcept { return text_.empty(); }
  void clear() noexcept { text_.clear(); }
  /// The block as it stands in an HTTP/1.1 message: `Name: value\r\n` for each field.
  const std::string& text() const noexcept { return text_; }

  friend bool operator==(const HttpHeaders& a, const HttpHeaders& b) noexcept { return a.text_ == b.text_; }
  friend bool operator!=(const HttpHeaders& a, const HttpHeaders& b) noexcept { return !(a == b); }

 private:
  struct Field {
    std::string_view name;
    std::string_view value;
    std::size_t next;
  };
  Field fieldAt(std::size_t at) const noexcept;

  std::string text_;
};

/// When the parts of an exchange were done, counted from its start; 0 for a part that there was none of: a kept-alive
/// connection needs none of the first three.
struct HttpTimings {
  std::chrono::microseconds nameLookup{};
  std::chrono::microseconds connect{};  ///< TCP
  std::chrono::microseconds tls{};
  std::chrono::microseconds firstByte{};  ///< of the answer
  std::chrono::microseconds total{};
};

/// A signed request on its way to a transport.
struct HttpRequest {
  std::string method;  ///< "POST" or "GET"; "HEAD" for a warm-up, "PUT" for a metadata service's token
  std::string url;     ///< absolute; holds the signed query for GET, so never log it
  HttpHeaders headers;
  std::string body;  ///< for POST: the signed form; for PUT it may be empty

  std::chrono::milliseconds connectTimeout{5000};  ///< name look-up, TCP, proxy and TLS together
  std::chrono::milliseconds readTimeout{10000};    ///< the longest silence of the server once connected
  std::chrono::milliseconds totalTimeout{30000};   ///< the whole exchange

  /// Where a transport that measures writes them, however the exchange ends; null: nobody asks.
  HttpTimings* timings = nullptr;
};

/// A complete answer, whatever its status.
struct HttpResponse {
  int status = 0;
  HttpHeaders headers;
  std::string body;
};

}  // namespace snsuapi
