-- Goes on with the sessions whose refresh tokens are the arguments: each answer's token is the next request's.
-- One token more than connections is needed, for wrk builds one request that it does not send.

local tokens

function init(arguments)
    tokens = arguments
end

function request()
    local body = '{"refreshToken":"' .. table.remove(tokens, 1) .. '"}'
    return wrk.format("POST", "/api/token/refresh", {["content-type"] = "application/json"}, body)
end

function response(status, headers, body)
    table.insert(tokens, body:match('"refreshToken":"([%w_-]+)"') or error("an answer without a refresh token: " .. body))
end
